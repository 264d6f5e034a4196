import process from 'node:process';
import {
  type ButtonInteraction,
  Client,
  Events,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
  Routes,
} from 'discord.js';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import Twilio from 'twilio/lib/rest/Twilio.js';
import { codeForm, numberForm, panel, sentence } from './constants.ts';

// Answers each step of a verification with a constant and, when its duty is whole flows, makes the calls that such a flow
// needs: one SMS, a look at its delivery, one role, two edits. It decides nothing and stores nothing.
const { DISCORD_API_URL = '', TWILIO_API_URL = '', DUTY } = process.env;
const LOOK_AFTER = 2000;

const client = new Client({ intents: [], rest: { api: DISCORD_API_URL, globalRequestsPerSecond: 10_000 } });
const twilio = twilioAt(TWILIO_API_URL);
const phones = new Map<string, string>();

client.on(Events.InteractionCreate, async (interaction: Interaction) => {
  if (interaction.isChatInputCommand()) return interaction.showModal(numberForm);
  if (interaction.isButton()) return pressed(interaction);
  if (interaction.isModalSubmit()) return sent(interaction);
});
// discord.js becomes ready by a timer that wakes nobody.
const awake = setInterval(() => {}, 10);
client.once(Events.ClientReady, () => {
  clearInterval(awake);
  process.stdout.write('ready\n');
});
await client.login('bench');

async function pressed(interaction: ButtonInteraction): Promise<void> {
  if (interaction.customId === 'submit') return interaction.showModal(codeForm);
  if (interaction.customId !== 'send') return interaction.showModal(numberForm);
  await interaction.update(sentence);
  if (DUTY !== 'flows') return;
  const to = phones.get(interaction.user.id) ?? '';
  phones.delete(interaction.user.id);
  const { sid } = await twilio.messages.create({ from: '+14155550100', to, body: 'Your code is 1234.' });
  setTimeout(() => twilio.messages(sid).fetch(), LOOK_AFTER);
  await interaction.editReply(panel);
}

async function sent(interaction: ModalSubmitInteraction): Promise<void> {
  if (interaction.customId !== 'code') {
    phones.set(interaction.user.id, interaction.fields.getTextInputValue('number'));
    await interaction.reply({ ...panel, flags: panel.flags | MessageFlags.Ephemeral });
    return;
  }
  if (interaction.isFromMessage()) await interaction.update(sentence);
  if (DUTY !== 'flows') return;
  await client.rest.put(Routes.guildMemberRole(interaction.guildId ?? '', interaction.user.id, '1'));
  await interaction.editReply(sentence);
}

function twilioAt(apiUrl: string): Twilio {
  const httpClient = new RequestClient({ timeout: 10_000 });
  const request = httpClient.request.bind(httpClient);
  httpClient.request = (options) => request({ ...options, uri: options.uri.replace('https://api.twilio.com', apiUrl) });
  return new Twilio(`AC${'0'.repeat(32)}`, 'bench', { httpClient });
}
