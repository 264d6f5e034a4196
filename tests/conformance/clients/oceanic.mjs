import { Client } from 'oceanic.js';
import { camel } from '../camel.mjs';

export async function connect({ api, token }, handle) {
  const client = new Client({
    auth: `Bot ${token}`,
    gateway: { intents: ['GUILDS', 'GUILD_MEMBERS'], compress: 'zlib-stream' },
    rest: { baseURL: `${api}/v10` },
  });
  const like = (json) => camel(json, 'ID');
  client.on('interactionCreate', (interaction) => {
    const { data, user } = interaction;
    return handle(data.name ?? data.customID, {
      name: data.components?.getTextInput?.('name'),
      userId: user.id,
      reply: (message) => interaction.createMessage(like(message)),
      modal: (form) => interaction.createModal(like(form)),
      defer: (flags) => interaction.defer(flags),
      edit: (message) => interaction.editOriginal(like(message)),
      followUp: (message) => interaction.createFollowup(like(message)),
    });
  });
  client.on('error', (error) => process.send({ is: 'failed', why: String(error.stack ?? error) }));
  const ready = new Promise((resolve) => client.once('ready', resolve));
  await client.connect();
  await ready;
  const { guilds, channels } = client.rest;
  return {
    register: (commands) =>
      client.application.bulkEditGlobalCommands(commands.map((command) => ({ type: 1, ...command }))),
    send: (channelId, message) => channels.createMessage(channelId, message),
    giveRole: (guildId, userId, roleId) => guilds.addMemberRole(guildId, userId, roleId),
    listMembers: async (guildId) => (await client.guilds.get(guildId).fetchMembers()).length,
    async read(guildId, userId, channelId) {
      const member = await guilds.getMember(guildId, userId);
      return {
        guild: (await guilds.get(guildId)).name,
        roles: (await guilds.getRoles(guildId)).length,
        channels: (await guilds.getChannels(guildId)).length,
        member: member.username,
        has: member.roles.length,
        last: (await channels.getMessages(channelId, { limit: 1 }))[0].content,
      };
    },
  };
}
