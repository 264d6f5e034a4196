/** The tables as kysely sees them, after all migrations. Instants are ms since the epoch. */
export interface Tables {
  roster: {
    server_id: string;
    member_id: string;
    phone_key: string;
    country: string;
    last_digits: string;
    verified_at: number;
    granted_at: number | null;
    grant_claimed_at: number | null;
  };
  server_settings: {
    server_id: string;
    role_id: string;
    channel_id: string | null;
    notice_id: string | null;
  };
}
