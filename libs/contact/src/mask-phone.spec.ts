import { maskPhone } from './mask-phone'

it.each([
  ['+6280012341234', '+62800****1234'],
  ['+62811234567', '+62811****4567'],
  ['+6281234', '****34'],
])('shows %s as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown)
})
