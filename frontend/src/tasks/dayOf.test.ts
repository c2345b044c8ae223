import { expect, it } from 'vitest'
import { dayOf, numbersOf } from './dayOf'

/** A Thursday. */
const TODAY = '2026-12-24'

it.each([
  ['today', '2026-12-24'],
  ['Tomorrow ', '2026-12-25'],
  ['tom', '2026-12-25'],
  ['yesterday', '2026-12-23'],
  ['fri', '2026-12-25'],
  ['Fr', '2026-12-25'],
  ['sunday', '2026-12-27'],
  ['thu', '2026-12-31'],
  ['24.12.', '2026-12-24'],
  ['23.12.', '2027-12-23'],
  ['23.12', '2027-12-23'],
  ['1.2.27', '2027-02-01'],
  ['1. 2. 2028', '2028-02-01'],
  ['29.2.', '2028-02-29'],
  ['12/25', '2026-12-25'],
  ['1/2/2027', '2027-01-02'],
  ['2027-01-02', '2027-01-02'],
  ['24 dec', '2026-12-24'],
  ['Dec 24, 2027', '2027-12-24'],
  ['jan 1', '2027-01-01'],
])('knows %s', (text, day) => {
  expect(dayOf(text, TODAY, 'en-US')).toBe(day)
})

it.each([
  ['morgen', 'de-DE', '2026-12-25'],
  ['übermorgen', 'de-DE', '2026-12-26'],
  ['heute', 'de-DE', '2026-12-24'],
  ['Fr', 'de-DE', '2026-12-25'],
  ['do.', 'de-DE', '2026-12-31'],
  ['tomorrow', 'de-DE', '2026-12-25'],
  ['24. Dezember', 'de-DE', '2026-12-24'],
  ['1/2/2027', 'en-GB', '2027-02-01'],
  ['demain', 'fr-FR', '2026-12-25'],
])('knows %s in %s', (text, language, day) => {
  expect(dayOf(text, TODAY, language)).toBe(day)
})

it.each([
  '',
  'x',
  't',
  'to',
  'someday',
  '31.2.2027',
  '0.1.',
  '32.1.',
  '1.13.',
  '12.12.12345',
  '99999-01-01',
  '24',
  '2027-02-30',
])('does not make a day of “%s”', (text) => {
  expect(dayOf(text, TODAY, 'en-US')).toBeUndefined()
})

it.each(['en-US', 'en-GB', 'de-DE', 'fr-FR', 'ja-JP', 'ar-EG', 'fa-IR', 'th-TH', 'sv-SE', 'hu-HU', 'nl-NL'])(
  'takes what it writes in %s',
  (language) => {
    for (const day of ['2026-01-02', '2026-12-24', '2028-02-29', '0001-01-01', '9999-12-31']) {
      expect(dayOf(numbersOf(day, language), TODAY, language)).toBe(day)
    }
  },
)
