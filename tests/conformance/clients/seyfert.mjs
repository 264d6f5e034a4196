import { ApiHandler, Client, createEvent } from 'seyfert';
import { GatewayIntentBits } from 'seyfert/lib/types/index.js';

export async function connect({ url, token }, handle) {
  const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
  const client = new Client({ getRC: () => ({ token, intents, locations: { base: '' }, debug: false }) });
  // It would warn of commands that it did not load from files.
  client.logger.active = false;
  client.setServices({ rest: new ApiHandler({ token, domain: url, baseUrl: 'discord/api/v10' }) });
  let resolveReady;
  const ready = new Promise((resolve) => {
    resolveReady = resolve;
  });
  const chunks = new Map();
  client.events.set([
    createEvent({ data: { name: 'botReady', once: true }, run: () => resolveReady() }),
    createEvent({
      data: { name: 'guildMembersChunk' },
      run: (chunk) => chunks.get(chunk.guildId)?.(chunk.members.length),
    }),
    createEvent({
      data: { name: 'interactionCreate' },
      run: (interaction) =>
        handle(interaction.data.name ?? interaction.data.customId, {
          name: interaction.data.components?.[0]?.components?.[0]?.value,
          userId: interaction.user.id,
          reply: (message) => interaction.write(message),
          modal: (form) => interaction.modal(form),
          defer: (flags) => interaction.deferReply(flags),
          edit: (message) => interaction.editResponse(message),
          followUp: (message) => interaction.followup(message),
        }),
    }),
  ]);
  await client.start();
  await ready;
  return {
    register: (commands) => client.proxy.applications(client.applicationId).commands.put({ body: commands }),
    send: (channelId, message) => client.messages.write(channelId, message),
    giveRole: (guildId, userId, roleId) => client.members.addRole(guildId, userId, roleId),
    async listMembers(guildId) {
      const counted = new Promise((resolve) => chunks.set(guildId, resolve));
      client.gateway.get(0).send(false, { op: 8, d: { guild_id: guildId, query: '', limit: 0 } });
      return counted;
    },
    async read(guildId, userId, channelId) {
      const member = await client.members.fetch(guildId, userId, true);
      return {
        guild: (await client.guilds.fetch(guildId, true)).name,
        roles: (await client.roles.list(guildId, true)).length,
        channels: (await client.guilds.channels.list(guildId, true)).length,
        member: member.user.username,
        // With @everyone.
        has: member.roles.keys.length - 1,
        last: (await client.messages.list(channelId, { limit: 1 }))[0].content,
      };
    },
  };
}
