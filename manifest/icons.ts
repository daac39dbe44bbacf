/** The app's two icons, drawn from shapes: a chat bubble with a tick, "somebody tells you, and it is done". */
import { PNG } from 'pngjs'
import { all, box, edge, line, type Shape } from '../cards/draw.ts'

type Colour = [number, number, number]
const brand: Colour = [91, 95, 199]
const white: Colour = [255, 255, 255]

const corners: [number, number, number, number] = [3.5, 4.5, 20.5, 16.5]
const bubble = all(box(corners, 3), line(2.4, [8, 15.5], [7.6, 19]), line(2.4, [7.6, 19], [11.5, 15.8]))
const tick = (width: number) => line(width, [8.2, 10.6], [11, 13.3], [16, 7.9])

/** How much of a pixel a shape covers, from its distance. */
const cover = (distance: number, pixel: number) => Math.min(1, Math.max(0, 0.5 - distance / pixel))

/** Each pixel's colour and share of opaqueness, by its place on a grid of 24. */
function draw(size: number, paint: (x: number, y: number, pixel: number) => [Colour, number]): Buffer {
  const png = new PNG({ width: size, height: size })
  const pixel = 24 / size
  for (let index = 0; index < size * size; index++) {
    const [colour, share] = paint(((index % size) + 0.5) * pixel, (Math.floor(index / size) + 0.5) * pixel, pixel)
    png.data.set([...colour, Math.round(share * 255)], index * 4)
  }
  return PNG.sync.write(png)
}

const mix = (under: Colour, over: Colour, share: number): Colour =>
  [0, 1, 2].map(part => Math.round((under[part] ?? 0) * (1 - share) + (over[part] ?? 0) * share)) as Colour

/** 192 × 192 in colour, to the very edge: Teams rounds the corners itself and keeps the middle two thirds free for the drawing. */
export function colourIcon(): Buffer {
  const inMiddle =
    (shape: Shape): Shape =>
    (x, y) =>
      shape((x - 12) * 1.25 + 12, (y - 12) * 1.25 + 12.3) / 1.25
  const [sign, mark] = [inMiddle(bubble), inMiddle(tick(2.1))]
  return draw(192, (x, y, pixel) => {
    const withBubble = mix(brand, white, cover(sign(x, y), pixel))
    return [mix(withBubble, brand, cover(mark(x, y), pixel)), 1]
  })
}

/** 32 × 32, white lines on nothing. */
export function outlineIcon(): Buffer {
  const lines = all(edge(bubble, 1.6), tick(1.9))
  return draw(32, (x, y, pixel) => [white, cover(lines(x, y), pixel)])
}
