/** Spellings of one country's numbers: what is in the country field, what is in the number field, and which number that is. */
export interface Written {
  /** Who writes so. ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Where the way of writing is described. */
  readonly source: string;
  readonly rows: readonly (readonly [country: string, number: string, is: string])[];
}

/** An article of Wikipedia on a country's plan. */
export const plan = (of: string): string => `https://en.wikipedia.org/wiki/Telephone_numbers_in_${of}`;

/** The area codes of +1. */
export const nanpa = 'https://www.nanpa.com/numbering/area-codes';

/** The plans that countries have sent to the ITU. */
export const itu = 'https://www.itu.int/oth/T0202.aspx?parent=T0202';
