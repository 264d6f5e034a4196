import { Client, GatewayIntentBits } from 'discord.js';

export async function connect({ api, token }, handle) {
  const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers], rest: { api } });
  client.on('interactionCreate', (interaction) =>
    handle(interaction.commandName ?? interaction.customId, {
      name: interaction.isModalSubmit() ? interaction.fields.getTextInputValue('name') : undefined,
      userId: interaction.user.id,
      reply: (message) => interaction.reply(message),
      modal: (form) => interaction.showModal(form),
      defer: (flags) => interaction.deferReply({ flags }),
      edit: (message) => interaction.editReply(message),
      followUp: (message) => interaction.followUp(message),
    }),
  );
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(token);
  await ready;
  return {
    register: (commands) => client.application.commands.set(commands),
    send: async (channelId, message) => (await client.channels.fetch(channelId)).send(message),
    giveRole: async (guildId, userId, roleId) =>
      (await client.guilds.cache.get(guildId).members.fetch(userId)).roles.add(roleId),
    listMembers: async (guildId) => (await client.guilds.cache.get(guildId).members.fetch()).size,
    async read(guildId, userId, channelId) {
      const guild = await client.guilds.fetch({ guild: guildId, force: true });
      const member = await guild.members.fetch({ user: userId, force: true });
      const messages = await (await client.channels.fetch(channelId)).messages.fetch({ limit: 1 });
      return {
        guild: guild.name,
        roles: (await guild.roles.fetch()).size,
        channels: (await guild.channels.fetch()).size,
        member: member.user.username,
        has: member.roles.cache.size - 1,
        last: messages.first().content,
      };
    },
  };
}
