const namespace = 'http://www.w3.org/2000/svg'

/** Line icons on a 24 px grid, drawn for this page. Each string is the data of one or more paths, parted by "|". */
const shapes = {
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z|M8 8.5h8|M8 11.5h5',
  headset:
    'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2|M4.5 13.5h2a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-.5a1.5 1.5 0 0 1-1.5-1.5z|M19.5 13.5h-2a1 1 0 0 0-1 1v3a1 1 0 0 0 1 1h.5a1.5 1.5 0 0 0 1.5-1.5z|M19.5 17c0 2.5-2 3.5-5 3.5',
  phone: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z|M10.5 17.8h3',
  people:
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11z|M3.5 19c0-3 2.2-5 5.5-5s5.5 2 5.5 5|M16 11.2a2.7 2.7 0 1 0-1.2-5.1|M17 14.2c2.2.4 3.5 2 3.5 4.3',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z|m15.5 15.5 4.5 4.5',
  send: 'M4.5 19.5 20.5 12l-16-7.5 2.2 6.3L14 12l-7.3 1.2z',
  back: 'm14.5 5-7 7 7 7',
  close: 'm6 6 12 12|M18 6 6 18',
  sun: 'M12 16.2a4.2 4.2 0 1 0 0-8.4 4.2 4.2 0 0 0 0 8.4z|M12 2.8v2|M12 19.2v2|M2.8 12h2|M19.2 12h2|m5.5 5.5 1.4 1.4|m17.1 17.1 1.4 1.4|m5.5 18.5 1.4-1.4|m17.1 6.9 1.4-1.4',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z',
  contrast: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z|M12 3.5v17|M15 5v14|M18 7.5v9',
  screen: 'M4 5.5h16v11H4z|M9 20h6|M12 16.5V20',
  shield:
    'M12 3.2c2.4 1.8 4.8 2.6 7.3 2.7v5.6c0 4.4-2.8 7.6-7.3 9.3-4.5-1.7-7.3-4.9-7.3-9.3V5.9c2.5-.1 4.9-.9 7.3-2.7z|m8.8 12 2.3 2.3 4.3-4.6',
  key: 'M8.5 19.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9z|m11.8 11.8 7.7-7.3|m17 7.2 2.3 2.4|M7.3 16.2h.1',
  passkey:
    'M9 10.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z|M2.5 19.5c0-3.5 2.6-5.8 6.5-5.8 1 0 1.8.1 2.6.4|M17.2 15a3 3 0 1 1 1.6 0v5.5l-1.6-1.3z|M18 12.1h.1',
  cloud: 'M7 18.5h10a4 4 0 0 0 .6-7.95A6 6 0 0 0 6.2 9.8 4.4 4.4 0 0 0 7 18.5z|m9.5 13.5 1.8 1.8 3.4-3.6',
  laptop: 'M6 5.5h12a1 1 0 0 1 1 1V15H5V6.5a1 1 0 0 1 1-1z|M2.8 18.5h18.4|M9.5 9v.6|M14.5 9v.6|M9.6 11.6c1.5 1.1 3.3 1.1 4.8 0',
  message:
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z|M8 10.2h.1|M12 10.2h.1|M16 10.2h.1',
  mail: 'M4 6h16v12H4z|m4.5 6.5 7.5 6 7.5-6',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z|M12 7.5V12l3.2 2',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  trash:
    'M4.5 7h15|M9.5 7V5a1 1 0 0 1 1-1h3a1 1 0 0 1 1 1v2|m6.5 7 .9 11.6a1.5 1.5 0 0 0 1.5 1.4h6.2a1.5 1.5 0 0 0 1.5-1.4L17.5 7|M10.5 11v5|M13.5 11v5',
  window: 'M10 5H6.5A1.5 1.5 0 0 0 5 6.5v11A1.5 1.5 0 0 0 6.5 19h11a1.5 1.5 0 0 0 1.5-1.5V14|M13.5 4.5h6v6|m19 5-8 8',
  down: 'M12 4.5v14|m6 13 6 6 6-6',
  alert: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z|M12 7.8v5|M12 16h.1',
  home: 'm4 11 8-7 8 7|M6 9.5V19a1 1 0 0 0 1 1h3v-5.5h4V20h3a1 1 0 0 0 1-1V9.5',
  swap: 'M7 4.5 3.5 8 7 11.5|M3.5 8H18|m17 12.5 3.5 3.5-3.5 3.5|M20.5 16H6',
  megaphone: 'M4 10v4a1 1 0 0 0 1 1h2.5L17 19.5v-15L7.5 9H5a1 1 0 0 0-1 1z|M8 15.5 9.2 20h2l-.9-3.6|M20 10v4',
  globe:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17z|M3.5 12h17|M12 3.5c2.4 2.3 3.6 5.1 3.6 8.5s-1.2 6.2-3.6 8.5c-2.4-2.3-3.6-5.1-3.6-8.5s1.2-6.2 3.6-8.5z',
  chevron: 'm6 9.5 6 6 6-6',
  digits:
    'M6 4h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z|M8 9h.1|M12 9h.1|M16 9h.1|M8 12.5h.1|M12 12.5h.1|M16 12.5h.1|M12 16h.1',
  badge:
    'M6 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 18 19H6a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 6 5z|M9 12a1.7 1.7 0 1 0 0-3.4A1.7 1.7 0 0 0 9 12z|M6.8 15.5c.2-1.4 1-2.1 2.2-2.1s2 .7 2.2 2.1|M14 9.5h3|M14 13h3',
} as const

export type IconName = keyof typeof shapes

export function icon(name: IconName, size = 20): SVGSVGElement {
  const svg = document.createElementNS(namespace, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('width', String(size))
  svg.setAttribute('height', String(size))
  svg.setAttribute('aria-hidden', 'true')
  svg.classList.add('icon')
  for (const data of shapes[name].split('|')) {
    const path = document.createElementNS(namespace, 'path')
    path.setAttribute('d', data)
    svg.append(path)
  }
  return svg
}

/** The company's lighthouse. */
export function logo(size: number): HTMLImageElement {
  const image = document.createElement('img')
  image.src = './icon.svg'
  image.width = size
  image.height = size
  image.alt = ''
  return image
}
