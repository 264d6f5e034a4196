/** JSON as the bot sent it or as Discord would send it. */
export type Json = Record<string, unknown>;

/** A Discord id: a 64-bit number as a decimal string, with its time of birth inside. */
export type Id = string;
