/** Draws small pictures from shapes and writes them as PNG: no image files, no fonts, and the same picture in every theme. */
import { deflateSync } from 'node:zlib'

/** How far a point lies outside a shape, in units of the 0…24 grid; negative inside. */
export type Shape = (x: number, y: number) => number

export const disc =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) - radius

export const box =
  (left: number, top: number, right: number, bottom: number, round = 0): Shape =>
  (x, y) => {
    const dx = Math.max(left + round - x, x - right + round)
    const dy = Math.max(top + round - y, y - bottom + round)
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round
  }

/** A line with round ends through the points, `width` thick. */
export const line =
  (width: number, ...points: [number, number][]): Shape =>
  (x, y) => {
    const distances = points.slice(1).map(([x2, y2], index) => {
      const [x1, y1] = points[index] as [number, number]
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
      return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
    })
    return Math.min(...distances) - width / 2
  }

/** Only the edge of a shape, `width` thick. */
export const edge =
  (shape: Shape, width: number): Shape =>
  (x, y) =>
    Math.abs(shape(x, y)) - width / 2
export const all =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    Math.min(...shapes.map(shape => shape(x, y)))
export const both =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.max(one(x, y), other(x, y))
export const without =
  (one: Shape, hole: Shape): Shape =>
  (x, y) =>
    Math.max(one(x, y), -hole(x, y))

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 255] as number) ^ (crc >>> 8)
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4)
  return framed
}

const cover = (distance: number, pixel: number) => Math.min(1, Math.max(0, 0.5 - distance / pixel))

/** A square PNG of `size` pixels, as a data address: `glyph` in white on a rounded tile of `colour` (red, green, blue). */
export function drawTile(glyph: Shape, colour: [number, number, number], size: number): string {
  const tile = box(0, 0, 24, 24, 6)
  const pixel = 24 / size
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const x = (column + 0.5) * pixel
      const y = (row + 0.5) * pixel
      const white = cover(glyph(x, y), pixel)
      const at = row * (size * 4 + 1) + 1 + column * 4
      for (let part = 0; part < 3; part++) rows[at + part] = Math.round((colour[part] as number) * (1 - white) + 255 * white)
      rows[at + 3] = Math.round(255 * cover(tile(x, y), pixel))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const png = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return `data:image/png;base64,${png.toString('base64')}`
}
