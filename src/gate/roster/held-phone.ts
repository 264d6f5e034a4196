/** What is kept of a proven number. The number itself is not. */
export interface HeldPhone {
  /** `<key id>:<hex>`: HMAC of the E.164 number, see `otp/phone.ts`. */
  readonly phoneKey: string;
  /** ISO 3166-1 alpha-2, or `ZZ` for numbers that belong to no country. */
  readonly country: string;
  readonly lastDigits: string;
}
