/** In which language and time zone the bot speaks to whom. */
import { type Language, languageOf, type Say, speak } from '../cards/texts/translate.ts'
import { zoneOfCountry } from '../services/local-time.ts'
import { languageTags, type Person } from '../services/people.ts'
import type { App } from './app.ts'

/** The texts for a person: their own choice, Teams, the directory, the default. */
export function sayTo(app: Pick<App, 'config'>, person: Person): Say {
  const spoken = languageTags(person)
    .map(languageOf)
    .find(language => language !== null)
  return speak(
    (spoken ?? app.config.DEFAULT_LANGUAGE) as Language,
    person.time_zone ?? zoneOfCountry(person.country, app.config.DEFAULT_TIME_ZONE),
  )
}

/** The texts for a channel, which many people read: the defaults of the organisation. */
export function sayToChannel(app: Pick<App, 'config'>): Say {
  return speak(app.config.DEFAULT_LANGUAGE as Language, app.config.DEFAULT_TIME_ZONE)
}
