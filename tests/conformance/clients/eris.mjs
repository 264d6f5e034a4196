import Eris from 'eris';

export async function connect({ token }, handle) {
  const client = new Eris(`Bot ${token}`, {
    intents: ['guilds', 'guildMembers'],
    rest: { domain: 'sandbox.invalid', baseURL: '/discord/api/v10' },
    restMode: true,
  });
  client.on('interactionCreate', (interaction) => {
    const { data, member } = interaction;
    return handle(data.name ?? data.custom_id, {
      name: data.components?.[0]?.components?.[0]?.value,
      userId: member.id,
      reply: (message) => interaction.createMessage(message),
      modal: (form) => interaction.createModal(form),
      defer: (flags) => interaction.defer(flags),
      edit: (message) => interaction.editOriginalMessage(message),
      followUp: (message) => interaction.createFollowup(message),
    });
  });
  client.on('error', (error) => process.send({ is: 'failed', why: error.stack }));
  const ready = new Promise((resolve) => client.once('ready', resolve));
  await client.connect();
  await ready;
  return {
    register: (commands) => client.bulkEditCommands(commands.map((command) => ({ type: 1, ...command }))),
    send: (channelId, message) => client.createMessage(channelId, message),
    giveRole: (guildId, userId, roleId) => client.addGuildMemberRole(guildId, userId, roleId),
    listMembers: async (guildId) => (await client.guilds.get(guildId).fetchMembers()).length,
    async read(guildId, userId, channelId) {
      const member = await client.getRESTGuildMember(guildId, userId);
      return {
        guild: (await client.getRESTGuild(guildId)).name,
        roles: (await client.getRESTGuildRoles(guildId)).length,
        channels: (await client.getRESTGuildChannels(guildId)).length,
        member: member.username,
        has: member.roles.length,
        last: (await client.getMessages(channelId, { limit: 1 }))[0].content,
      };
    },
  };
}
