import { itu, nanpa, plan, type Written } from './row.ts';

export const oceania: readonly Written[] = [
  {
    country: 'AU',
    source: plan('Australia'),
    rows: [
      ['Australia', '0412 345 678', '+61412345678'],
      ['AUS', '0412-345-678', '+61412345678'],
      ['', '+61 (0) 412 345 678', '+61412345678'],
      ['AU', '0011 61 412 345 678', '+61412345678'],
    ],
  },
  {
    country: 'NZ',
    source: plan('New_Zealand'),
    rows: [
      ['New Zealand', '021 123 4567', '+64211234567'],
      ['NZ', '+64 (0)21 123 4567', '+64211234567'],
      ['Aotearoa', '021-123-4567', '+64211234567'],
    ],
  },
  {
    country: 'FJ',
    source: plan('Fiji'),
    rows: [['Fiji', '701 2345', '+6797012345']],
  },
  {
    country: 'CK',
    source: itu,
    rows: [
      ['Cook Islands', '71 234', '+68271234'],
      ['', '00 682 71 234', '+68271234'],
    ],
  },
  {
    country: 'PG',
    source: plan('Papua_New_Guinea'),
    rows: [
      ['PNG', '7012 3456', '+67570123456'],
      ['', '+675 7012 3456', '+67570123456'],
    ],
  },
  {
    country: 'GU',
    source: nanpa,
    rows: [
      ['+1-671', '300-1234', '+16713001234'],
      ['Guam', '671 300 1234', '+16713001234'],
    ],
  },
];
