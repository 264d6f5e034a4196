import { describe, expect, it } from 'vitest';
import { reminderView } from '../../src/discord/deadline/views.ts';
import { endingLetter } from '../../src/discord/endings/views.ts';
import { letterView as staffLetter } from '../../src/discord/member/views/letters.ts';
import { letterView } from '../../src/discord/newcomers/views.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const server = '[Free gifts](https://gifts.example) @everyone';
const text = createTexts(localesIn(new URL('../../locales/', import.meta.url))).for('en-US');
const ids = { serverId: '1', channelId: '2' };

describe('what members are written directly', () => {
  it.each([
    ['a prompt on joining', letterView({ ...ids, server }, text)],
    ['a reminder of the deadline', reminderView('warn', { until: 0, server }, text)],
    ['the end of a verification', endingLetter({ is: 'remind', until: 0 }, { server, wasLetIn: false }, text)],
    ['a decision of the staff', staffLetter({ is: 'reset' }, server, text)],
  ])('takes the name of a server for a name, and for no link: %s', (_, view) => {
    const said = JSON.stringify(view);
    expect(said).toContain('Free gifts');
    expect(said).not.toContain('](http');
    expect(said).not.toMatch(/[^\\\\]@everyone/);
  });
});
