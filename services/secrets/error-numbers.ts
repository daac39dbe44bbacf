/** Error numbers of Entra that are as long as a code and that people type without a word around them. */
const known = new Set([
  '500011',
  '500014',
  '500121',
  '500133',
  '530002',
  '530003',
  '530031',
  '530032',
  '530034',
  '700016',
  '700082',
  '7000215',
  '7000218',
  '900144',
  '135010',
])

export const isEntraError = (digits: string): boolean => known.has(digits)
