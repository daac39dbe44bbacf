import assert from 'node:assert/strict'
import { startFlow } from '../../../bot/flows/handlers.ts'
import type { TopicId } from '../../../services/topics.ts'
import { useDatabase } from '../../support/database.ts'
import { meetKees } from '../../support/guide-story.ts'

interface Words {
  show: string
  no: string
  human: string
  form: string
  /** The group behind whose button it is, the situation, and what is said, in order. */
  said: [string, TopicId, ...string[]][]
}

const english: Words = {
  show: 'Show me',
  no: 'No, not yet',
  human: 'Then somebody should look at it with you',
  form: 'Talk to the helpdesk',
  said: [
    [
      'It doesn’t work, or is odd',
      'no_notification',
      'Open the Authenticator app yourself',
      'Get in with a code instead',
      'Let the phone show the notification',
      'Look at your account in the app',
    ],
    [
      'It doesn’t work, or is odd',
      'sms_voice_not_received',
      'The code may arrive in another place',
      'Wait a little, then ask once',
      'Get in another way',
    ],
    [
      'It doesn’t work, or is odd',
      'number_matching',
      'The number is on the sign-in screen',
      'All on one phone? Hide the question',
      'Refused or too late? Start again',
    ],
    [
      'It doesn’t work, or is odd',
      'code_invalid_time',
      'Take a fresh code, from the right line',
      'Let the phone set its own clock',
      'Then get in another way',
    ],
    [
      'It doesn’t work, or is odd',
      'qr_code_fails',
      'Get a fresh QR code',
      'Scan with the right camera',
      'Let the app use the camera',
      'It also works without scanning',
    ],
    [
      'It doesn’t work, or is odd',
      'app_password_legacy_client',
      'Old mail programs don’t know the extra check',
      'Take the account out and add it again',
      'A scanner or printer? Then IT has to do it',
    ],
    [
      'Something about my phone',
      'travel_no_signal',
      'Abroad or without signal: set it up before you go',
      'Already away? Look for Wi-Fi first',
      'Blocked because of where you are?',
    ],
    [
      'Something about my phone',
      'rooted_phone',
      'The app refuses phones that were changed',
      'Not changed by you? Put the original system back',
    ],
    ['Why, when, and is it real?', 'why_mfa', 'Because a password alone is not enough', 'A very good password can be stolen too'],
    [
      'Why, when, and is it real?',
      'personal_phone_privacy',
      'What you sign in with cannot look into your phone',
      'What we see, and what we don’t',
    ],
    ['Why, when, and is it real?', 'remember_device', 'Your organisation decides how often', 'Make the check quicker'],
    [
      'Why, when, and is it real?',
      'turn_off_mfa',
      'It can’t be switched off, but it can bother you less',
      'It also works without your own phone',
    ],
    [
      'Why, when, and is it real?',
      'guest_account',
      'As a guest you have a check at each organisation',
      'Take the right account, and the right line',
    ],
  ],
}

const dutch: Words = {
  show: 'Laat zien',
  no: 'Nee, nog niet',
  human: 'Dan kijkt er beter iemand met je mee',
  form: 'Praat met de helpdesk',
  said: [
    [
      'Het lukt niet, of er is iets geks',
      'no_notification',
      'Open zelf de Authenticator-app',
      'Kom binnen met een code',
      'Laat je telefoon de melding tonen',
      'Kijk naar je account in de app',
    ],
    [
      'Het lukt niet, of er is iets geks',
      'sms_voice_not_received',
      'Misschien komt de code ergens anders binnen',
      'Wacht even, en vraag dan één keer',
      'Kom op een andere manier binnen',
    ],
    [
      'Het lukt niet, of er is iets geks',
      'number_matching',
      'Het getal staat op het inlogscherm',
      'Alles op één telefoon? Verberg de vraag even',
      'Geweigerd of te laat? Begin opnieuw',
    ],
    [
      'Het lukt niet, of er is iets geks',
      'code_invalid_time',
      'Neem een verse code, van de goede regel',
      'Laat je telefoon zelf de klok gelijkzetten',
      'Kom dan anders binnen',
    ],
    [
      'Het lukt niet, of er is iets geks',
      'qr_code_fails',
      'Haal een nieuwe QR-code',
      'Scan met de goede camera',
      'Geef de app toegang tot de camera',
      'Het kan ook zonder scannen',
    ],
    [
      'Het lukt niet, of er is iets geks',
      'app_password_legacy_client',
      'Oude mailprogramma’s kennen de extra controle niet',
      'Haal het account eruit en voeg het opnieuw toe',
      'Een scanner of printer? Dan moet IT het doen',
    ],
    [
      'Iets met mijn telefoon',
      'travel_no_signal',
      'Op reis of geen bereik: stel het in voor je gaat',
      'Al onderweg? Zoek eerst wifi',
      'Geblokkeerd om de plek waar je bent?',
    ],
    [
      'Iets met mijn telefoon',
      'rooted_phone',
      'De app weigert telefoons die zijn aangepast',
      'Zelf niets veranderd? Zet het originele systeem terug',
    ],
    [
      'Waarom, wanneer, en is het echt?',
      'why_mfa',
      'Omdat alleen een wachtwoord niet genoeg is',
      'Ook een heel goed wachtwoord kan gestolen worden',
    ],
    [
      'Waarom, wanneer, en is het echt?',
      'personal_phone_privacy',
      'Waarmee je inlogt, kan niet in je telefoon kijken',
      'Wat we wel zien, en wat niet',
    ],
    ['Waarom, wanneer, en is het echt?', 'remember_device', 'Je organisatie bepaalt hoe vaak', 'Zo gaat de controle sneller'],
    [
      'Waarom, wanneer, en is het echt?',
      'turn_off_mfa',
      'Uitzetten kan niet, minder last hebben wel',
      'Het kan ook zonder je eigen telefoon',
    ],
    [
      'Waarom, wanneer, en is het echt?',
      'guest_account',
      'Als gast heb je bij elke organisatie een eigen controle',
      'Neem het goede account, en de goede regel',
    ],
  ],
}

describe('answers, one after the other until a human', () => {
  const database = useDatabase()
  for (const [language, words] of [['en', english] as const, ['nl', dutch] as const]) {
    for (const [group, topic, ...titles] of words.said) {
      it(`${topic} (${language})`, async () => {
        const story = await meetKees(database().db, language)
        await story.bring(await startFlow(await story.turn(), 'question'))
        await story.press(group)
        await story.press(words.show, { choice: topic })
        const seen: (string | undefined)[] = []
        for (const _title of titles) {
          seen.push(story.last()?.summary)
          await story.press(words.no)
        }
        assert.deepEqual([...seen, ...story.titles().slice(-2)], [...titles, words.human, words.form])
        assert.deepEqual(story.button(language === 'en' ? 'Send' : 'Versturen').data, { topic })
      })
    }
  }

  it('are told in both languages about the same situations', () =>
    assert.deepEqual(
      english.said.map(([, topic]) => topic),
      dutch.said.map(([, topic]) => topic),
    ))
})
