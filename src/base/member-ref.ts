/** One member of one server: what a challenge, a budget or a roster row belongs to. Ids are Discord snowflakes. */
export interface Who {
  readonly serverId: string;
  readonly memberId: string;
}
