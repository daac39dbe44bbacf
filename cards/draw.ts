/** Draws small pictures from shapes: no image files, no fonts, and the same picture in every theme. */
import { PNG } from 'pngjs'

/** How far a point lies outside a shape, in units of the 0…24 grid; negative inside. */
export type Shape = (x: number, y: number) => number

export const disc =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius

/** Left, top, right and bottom; `round`: the radius of its corners. */
export const box =
  ([left, top, right, bottom]: [number, number, number, number], round = 0): Shape =>
  (x, y) => {
    const dx = Math.max(left + round - x, x - right + round)
    const dy = Math.max(top + round - y, y - bottom + round)
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round
  }

type Point = [number, number]

function toSegment(x: number, y: number, [x1, y1]: Point, [x2, y2]: Point): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
  const along = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
}

/** A line with round ends through the points, `width` thick. */
export function line(width: number, ...points: Point[]): Shape {
  const segments = points.slice(1).map((to, index): [Point, Point] => [points[index] as Point, to])
  return (x, y) => segments.reduce((least, [from, to]) => Math.min(least, toSegment(x, y, from, to)), 99) - width / 2
}

/** Only the edge of a shape, `width` thick. */
export const edge =
  (shape: Shape, width: number): Shape =>
  (x, y) =>
    Math.abs(shape(x, y)) - width / 2
export const all =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    shapes.reduce((least, shape) => Math.min(least, shape(x, y)), 99)
export const both =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.max(one(x, y), other(x, y))
export const without =
  (one: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(one(x, y), -hole(x, y))

const cover = (distance: number, pixel: number) => Math.min(1, Math.max(0, 0.5 - distance / pixel))

/** A square PNG of `size` pixels, as a data address: `glyph` in white on a rounded tile of `colour` (red, green, blue). */
export function drawTile(glyph: Shape, colour: [number, number, number], size: number): string {
  const tile = box([0, 0, 24, 24], 6)
  const pixel = 24 / size
  const png = new PNG({ width: size, height: size })
  for (let index = 0; index < size * size; index++) {
    const x = ((index % size) + 0.5) * pixel
    const y = (Math.floor(index / size) + 0.5) * pixel
    const white = cover(glyph(x, y), pixel)
    for (let part = 0; part < 3; part++) png.data[index * 4 + part] = (colour[part] as number) * (1 - white) + 255 * white
    png.data[index * 4 + 3] = 255 * cover(tile(x, y), pixel)
  }
  return `data:image/png;base64,${PNG.sync.write(png).toString('base64')}`
}
