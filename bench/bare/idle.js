import process from 'node:process';
import { Client, Events, GatewayIntentBits } from 'discord.js';

// The least that connects: no intents, or `Guilds` with discord.js's own caches. Plain JavaScript: what strips types would be a
// tenth of what is measured, and is no part of a bot.
const { DISCORD_API_URL = '', DUTY } = process.env;
const intents = DUTY === 'idleWithGuilds' ? [GatewayIntentBits.Guilds] : [];
const client = new Client({ intents, rest: { api: DISCORD_API_URL } });
// discord.js becomes ready by a timer that wakes nobody; without this an idle bot is ready only at its first heartbeat.
const awake = setInterval(() => {}, 10);
client.once(Events.ClientReady, () => {
  clearInterval(awake);
  process.stdout.write('ready\n');
});
await client.login('bench');
