// The bot that every library plays, in Discord's own JSON. `node bot.mjs <adapter>`: the adapter carries it out with the
// calls of one library. Says `ready` and `failed` to the test that has started it.

const EPHEMERAL = 64;
const settings = JSON.parse(process.env.CONFORMANCE);
const { guildId, channelId, roleId } = settings;
const { connect } = await import(`./clients/${process.argv[2]}.mjs`);

const commands = [
  { name: 'hello', description: 'Says hello.' },
  { name: 'probe', description: 'Reads what there is.' },
];
const row = { type: 1, components: [{ type: 2, style: 1, label: 'Your name', custom_id: 'ask' }] };
const field = { type: 4, custom_id: 'name', style: 1, label: 'Name', required: true, max_length: 20 };
const form = { title: 'Your name', custom_id: 'form', components: [{ type: 1, components: [field] }] };

const acts = {
  hello: ({ reply }) => reply({ content: 'Who are you?', components: [row] }),
  ask: ({ modal }) => modal(form),
  async form({ defer, edit, followUp, name, userId }) {
    await defer(EPHEMERAL);
    await edit({ content: `Hello, ${name}.` });
    await followUp({ content: 'Only you see this.', flags: EPHEMERAL });
    await client.send(channelId, { content: `${name} has said hello.` });
    await client.giveRole(guildId, userId, roleId);
  },
  async probe({ defer, edit, userId }) {
    await defer(EPHEMERAL);
    const members = await client.listMembers(guildId);
    await edit({ content: JSON.stringify({ ...(await client.read(guildId, userId, channelId)), members }) });
  },
};

const client = await connect(settings, async (id, interaction) => {
  try {
    await acts[id](interaction);
  } catch (error) {
    process.send({ is: 'failed', why: `${id}: ${error.stack}` });
  }
});
await client.register(commands);
process.send({ is: 'ready' });
