import {
  AttachmentBuilder,
  FileBuilder,
  MediaGalleryBuilder,
  MediaGalleryItemBuilder,
  MessageFlags,
  Routes,
} from 'discord.js';
import { expect, test } from 'vitest';
import { Permission } from '../../../sandbox/world/bits.ts';
import { botFor, sandboxForTest } from './bot.ts';

const chart = () => new AttachmentBuilder(Buffer.from('picture'), { name: 'chart.png' });
const gallery = (name: string) =>
  new MediaGalleryBuilder().addItems(
    new MediaGalleryItemBuilder().setURL(`attachment://${name}`).setDescription('A falling line'),
  );

/** The one answer to `/go`, on which everybody looks. */
async function answered(reply: Parameters<import('discord.js').ChatInputCommandInteraction['reply']>[0]) {
  const sandbox = await sandboxForTest();
  const failures: unknown[] = [];
  await botFor(sandbox, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply(reply).catch((error) => failures.push(error));
  });
  void sandbox.actor(sandbox.seeded.people.mira).slash('go');
  const path = /\/callback$/;
  const { answer } = await sandbox.traffic.until(() => sandbox.traffic.exchanges.find((each) => path.test(each.path)));
  return { sandbox, answer, failures };
}

test('a picture in a gallery is answered with its address, and not listed twice', async () => {
  const { answer, sandbox } = await answered({
    flags: MessageFlags.IsComponentsV2,
    components: [gallery('chart.png'), new FileBuilder().setURL('attachment://data.csv')],
    files: [chart(), new AttachmentBuilder(Buffer.from('a,b'), { name: 'data.csv' })],
    withResponse: true,
  });
  const address = expect.stringMatching(/^https:\/\/cdn\.discordapp\.com\/attachments\/\d+\/\d+\/chart\.png$/);
  expect(answer).toMatchObject({
    resource: {
      message: {
        attachments: [],
        components: [
          { type: 12, items: [{ description: 'A falling line', spoiler: false, media: { url: address } }] },
          { type: 13, name: 'data.csv', size: 3 },
        ],
      },
    },
  });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a file that no component shows is listed with what was said about it', async () => {
  const { answer, sandbox } = await answered({
    content: 'Your data',
    files: [chart().setDescription('A rising line')],
    withResponse: true,
  });
  const file = { filename: 'chart.png', size: 7, description: 'A rising line' };
  expect(answer).toMatchObject({ resource: { message: { attachments: [file] } } });
  expect(sandbox.traffic.problems()).toEqual([]);
});

test('a component that names a file that is not there is refused', async () => {
  const { failures } = await answered({
    flags: MessageFlags.IsComponentsV2,
    components: [gallery('other.png')],
    files: [chart()],
  });
  await expect.poll(() => failures).toMatchObject([{ status: 400, code: 50035 }]);
  expect(JSON.stringify(failures)).toContain('UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND');
});

test('files in a channel need Attach Files', async () => {
  const sandbox = await sandboxForTest();
  const { rest } = await botFor(sandbox);
  const { guildId, channels } = sandbox.seeded;
  const path = Routes.channelMessages(channels.verify);
  const send = () =>
    rest.post(path, {
      body: { content: 'A note' },
      files: [{ name: 'note.txt', data: 'text', contentType: 'text/plain' }],
    });
  sandbox.world.setRolePermissions(guildId, guildId, Permission.ViewChannel | Permission.SendMessages);
  await expect(send()).rejects.toMatchObject({ status: 403, code: 50013 });
  sandbox.world.setRolePermissions(guildId, guildId, Permission.AttachFiles);
  await send();
});
