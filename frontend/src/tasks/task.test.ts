import { describe, expect, it } from 'vitest'
import { withoutCase } from './task'

describe('without case', () => {
  it.each([
    ['TITLE', 'title'],
    ['ÄRGER', 'ärger'],
    ['İSTANBUL IŞIK', 'istanbul ışık'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['GRÖẞE', 'größe'],
    ['МОСКВА', 'москва'],
    ['𐐀', '𐐨'],
    ['K µ', 'k Μ'],
  ])('%s is %s', (one, other) => {
    expect(withoutCase(one)).toBe(withoutCase(other))
  })

  it.each([
    ['ß', 'ss'],
    ['é', 'e'],
    ['ﬁ', 'fi'],
  ])('%s is not %s', (one, other) => {
    expect(withoutCase(one)).not.toBe(withoutCase(other))
  })
})
