import { Client, GatewayDispatchEvents, GatewayIntentBits } from '@discordjs/core';
import { REST } from '@discordjs/rest';
import { WebSocketManager } from '@discordjs/ws';

export async function connect({ api: address, token, appId }, handle) {
  const rest = new REST({ api: address, version: '10' }).setToken(token);
  const intents = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMembers;
  const gateway = new WebSocketManager({
    token,
    intents,
    rest,
    fetchGatewayInformation: () => rest.get('/gateway/bot'),
  });
  const client = new Client({ rest, gateway });
  const { api } = client;
  client.on(GatewayDispatchEvents.InteractionCreate, ({ data: interaction }) => {
    const { id, token: secret, data, member } = interaction;
    return handle(data.name ?? data.custom_id, {
      name: data.components?.[0]?.components?.[0]?.value,
      userId: member.user.id,
      reply: (message) => api.interactions.reply(id, secret, message),
      modal: (form) => api.interactions.createModal(id, secret, form),
      defer: (flags) => api.interactions.defer(id, secret, { flags }),
      edit: (message) => api.interactions.editReply(appId, secret, message),
      followUp: (message) => api.interactions.followUp(appId, secret, message),
    });
  });
  const ready = new Promise((resolve) => client.once(GatewayDispatchEvents.GuildCreate, resolve));
  await gateway.connect();
  await ready;
  return {
    register: (commands) => api.applicationCommands.bulkOverwriteGlobalCommands(appId, commands),
    send: (channelId, message) => api.channels.createMessage(channelId, message),
    giveRole: (guildId, userId, roleId) => api.guilds.addRoleToMember(guildId, userId, roleId),
    listMembers: async (guildId) =>
      (await client.requestGuildMembers({ guild_id: guildId, query: '', limit: 0 })).members.length,
    async read(guildId, userId, channelId) {
      const member = await api.guilds.getMember(guildId, userId);
      return {
        guild: (await api.guilds.get(guildId)).name,
        roles: (await api.guilds.getRoles(guildId)).length,
        channels: (await api.guilds.getChannels(guildId)).length,
        member: member.user.username,
        has: member.roles.length,
        last: (await api.channels.getMessages(channelId, { limit: 1 }))[0].content,
      };
    },
  };
}
