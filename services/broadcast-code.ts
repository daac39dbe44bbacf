/**
 * Two words by which people can check that a broadcast is real: "panda winter". Words, because digits look like a one-time code; spelled
 * the same in English and Dutch, so that one code serves everybody.
 */
import { randomInt } from 'node:crypto'
import type { DbOrTx } from './db/database.ts'

export const codeWords = `
  alpaca amber anemone april apollo aria aster atlas avocado badminton ballet banjo beagle begonia beluga bingo bison bistro blazer blender
  boiler bonsai bowling broccoli brownie buffet bungalow cactus cake camera camping canyon cappuccino cello cement chalet circus clown
  collie concert condor cowboy cricket croissant curry dahlia decor delta denim dessert domino donut drone duet emu espresso expo falafel
  festival film filter fjord flamingo fondue fresco garage geranium gibbon giraffe globe golf gorilla graffiti haiku hamster hand
  hangar harp helium hibiscus hobby hockey horizon hotel hummus husky iris jaguar jasper jazz jeans judo jupiter karaoke karate ketchup
  kilt kimono kiosk kitten kiwi koala labrador ladder lama lamp land lasagne laser lava lens lift lotus lychee lynx magma magnolia mango
  marathon mars menu metro mixer modem moment muffin museum mustang neon nest ninja november omega opera opus origami orion otter oven
  panda papaya papyrus paprika parachute park pasta pesto petunia piano pixel pizza plaza pluto podcast polder polka polo pony
  poncho poster prairie puma quiche quiz radar radio ravioli ring risotto robot rugby rumba safari salsa samba samurai sauna scooter
  september sheriff sketch slalom sofa solo souvenir spaghetti sprint steppe storm studio sushi sweater taco talent tandem tango tapas taxi
  tempo tennis tent terrier titanium toast toaster tofu tornado tortilla tram trampoline trio trombone tuba tunnel turban ukulele
  venus vest video villa vinyl walrus warm water wind winter wok wombat yeti yoga yoghurt zebra zeppelin
`
  .trim()
  .split(/\s+/)

const word = (): string => codeWords[randomInt(codeWords.length)] ?? 'water'

/** Two different words that no announcement has. With a unique index behind it, two that are made at once cannot be the same. */
export async function newCode(db: DbOrTx): Promise<string> {
  for (;;) {
    const [first, second] = [word(), word()]
    const code = `${first} ${second}`
    const taken = await db.selectFrom('announcements').select('id').where('code', '=', code).executeTakeFirst()
    if (first !== second && !taken) return code
  }
}
