/** View Channel, Send Messages and Manage Roles: all that the bot needs. */
const permissions = (1n << 10n) | (1n << 11n) | (1n << 28n);

/** The link by which an admin adds the bot to a server, with exactly the permissions it needs. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    permissions: String(permissions),
    scope: 'bot applications.commands',
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
