/** The pictures of the guide: one glyph each on a coloured tile, drawn once when first shown. */
import { all, both, box, disc, drawTile, edge, line, type Shape, without } from './draw.ts'

const phone = all(edge(box([7.5, 4, 16.5, 20], 2), 1.5), line(1.5, [11, 17.5], [13, 17.5]))
const laptop = all(edge(box([5.5, 5.5, 18.5, 15], 1.2), 1.5), line(1.8, [3.5, 18], [20.5, 18]))
const head = (x: number, y: number, radius: number) => disc(x, y, radius)
const shield = both(
  both(box([5.5, 4, 18.5, 21], 1), (x, y) => Math.abs(x - 12) * 0.82 + y * 0.57 - 12.2),
  (x, y) => -(y - 3.6 - Math.abs(x - 12) * 0.16),
)
const ring = edge(disc(12, 12, 7.5), 1.6)
const corner = (x: number, y: number) => all(edge(box([x, y, x + 5, y + 5], 0.6), 1.4), disc(x + 2.5, y + 2.5, 0.9))
const person = all(head(12, 9, 3.2), both(disc(12, 19.5, 6.2), box([4, 13.5, 20, 19])))

/** The bow of a question mark. */
const hook = [165, 135, 105, 75, 45, 15, -15, -45, -70].map(degrees => {
  const angle = ((180 - degrees) * Math.PI) / 180
  return [12 - 3.5 * Math.cos(angle - Math.PI), 9 - 3.5 * Math.sin(angle)] as [number, number]
})

const blue: [number, number, number] = [0, 95, 184]
const green: [number, number, number] = [16, 124, 65]
const amber: [number, number, number] = [157, 93, 0]
const red: [number, number, number] = [176, 35, 36]
const violet: [number, number, number] = [91, 95, 199]

const drawings = {
  get_app: [
    all(edge(box([7.5, 3.5, 16.5, 20.5], 2), 1.5), line(1.6, [12, 7.5], [12, 14]), line(1.6, [9.8, 12], [12, 14.3], [14.2, 12])),
    blue,
  ],
  devices: [all(edge(box([3.5, 5.5, 14, 13], 1), 1.5), line(1.6, [2.8, 16], [12, 16]), edge(box([15, 9, 20.5, 19], 1.4), 1.5)), blue],
  account: [all(ring, both(person, disc(12, 12, 7))), blue],
  add: [all(ring, line(1.8, [12, 8.5], [12, 15.5]), line(1.8, [8.5, 12], [15.5, 12])), blue],
  scan: [
    all(corner(5, 5), corner(14, 5), corner(5, 14), box([14, 14, 16, 16]), box([17.5, 14.5, 19.5, 16.5]), box([14.5, 17.5, 19.5, 19.5])),
    blue,
  ],
  number: [all(edge(box([4, 7, 20, 17], 2), 1.5), disc(8.5, 12, 1.3), disc(12, 12, 1.3), disc(15.5, 12, 1.3)), blue],
  key: [all(edge(disc(8.5, 12, 3.6), 1.8), line(1.8, [12.2, 12], [20, 12], [20, 14.8]), line(1.8, [16.5, 12], [16.5, 14.4])), violet],
  laptop: [laptop, blue],
  phone: [phone, blue],
  settings: [all(line(1.6, [5, 8], [19, 8]), disc(15, 8, 2.3), line(1.6, [5, 16], [19, 16]), disc(9, 16, 2.3)), blue],
  shield: [without(shield, line(1.7, [9, 12], [11.3, 14.3], [15.2, 9.6])), green],
  done: [without(disc(12, 12, 8.2), line(2, [8.2, 12.4], [11, 15.2], [16, 9.4])), green],
  looking: [all(edge(disc(10.5, 10.5, 5), 1.7), line(2, [14.3, 14.3], [19, 19])), violet],
  pause: [all(box([7.5, 6, 10.5, 18], 1), box([13.5, 6, 16.5, 18], 1)), violet],
  question: [all(line(1.9, ...hook, [12, 14.4]), disc(12, 18, 1.3)), violet],
  trouble: [all(line(2.2, [12, 6], [12, 13.4]), disc(12, 17.4, 1.4)), amber],
  urgent: [all(line(2.2, [12, 6], [12, 13.4]), disc(12, 17.4, 1.4)), red],
  remove: [
    all(
      line(1.6, [6, 7.5], [18, 7.5]),
      line(1.6, [10, 5.5], [14, 5.5]),
      edge(box([7.5, 7.5, 16.5, 19], 1.4), 1.6),
      line(1.4, [10.7, 11], [10.7, 16]),
      line(1.4, [13.3, 11], [13.3, 16]),
    ),
    blue,
  ],
} satisfies Record<string, [Shape, [number, number, number]]>

export type PictureName = keyof typeof drawings

const drawn = new Map<PictureName, string>()

/** The picture as a PNG data address, 96 pixels square. */
export function pictureOf(name: PictureName): string {
  const known = drawn.get(name)
  if (known) return known
  const [glyph, colour] = drawings[name]
  const made = drawTile(glyph, colour, 96)
  drawn.set(name, made)
  return made
}

export const pictureNames = Object.keys(drawings) as PictureName[]
