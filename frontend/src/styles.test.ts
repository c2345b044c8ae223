import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const STYLES = readFileSync('src/styles.css', 'utf8')

/** The colours of a scheme, by name. */
function colours(selector: string): Map<string, string> {
  const start = STYLES.indexOf(`${selector} {`)
  const block = STYLES.slice(start, STYLES.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3,6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  )
}

const LIGHT = colours(':root')
const DARK = colours(':root[data-mantine-color-scheme="dark"]')

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

it.each([
  ['light', LIGHT],
  ['dark', DARK],
])('sets off what can be used, and what is to be read: %s', (_, scheme) => {
  const worst = (name: string, ...grounds: string[]) =>
    Math.min(...grounds.map((ground) => contrast(scheme.get(name) ?? '#000', scheme.get(ground) ?? '#000')))
  expect(scheme.size).toBeGreaterThan(15)
  expect(worst('field-line', 'surface', 'ground', 'hover')).toBeGreaterThanOrEqual(3)
  expect(worst('faint', 'surface', 'ground', 'hover')).toBeGreaterThanOrEqual(3)
  expect(worst('accent', 'surface', 'ground')).toBeGreaterThanOrEqual(4.5)
  expect(worst('text', 'surface', 'ground', 'hover')).toBeGreaterThanOrEqual(7)
  expect(worst('quiet', 'surface', 'ground', 'hover')).toBeGreaterThanOrEqual(4.5)
  for (const name of ['warn', 'late', 'calm']) {
    expect(worst(`${name}-text`, name), name).toBeGreaterThanOrEqual(4.5)
  }
})

it('draws the borders of fields with the line that sets them off', () => {
  expect(STYLES.match(/--mantine-color-default-border: var\(--field-line\)/g)).toHaveLength(2)
})
