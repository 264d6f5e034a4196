/** One member of one server: what a challenge, a budget or a roster row belongs to. Ids are Discord snowflakes. */
export interface Who {
  readonly serverId: string;
  readonly memberId: string;
}

/** The member alone, of something that says more. */
export const memberOf = ({ serverId, memberId }: Who): Who => ({ serverId, memberId });

/** A text that is one member's alone, as a key. */
export const memberKey = ({ serverId, memberId }: Who): string => `${serverId}:${memberId}`;
