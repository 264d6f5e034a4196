import { ButtonStyle, ComponentType } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { ownBlockView } from '../../src/discord/blocked/view.ts';
import { helpRequestOutcomeView, pendingView } from '../../src/discord/requests/views/requests.ts';
import { wordsOn } from '../../src/discord/requests/way.ts';
import { colours, type View } from '../../src/discord/ui/parts.ts';
import { againView } from '../../src/discord/verify/again/views.ts';
import { denyView, transferView } from '../../src/discord/verify/views/conflict.ts';
import { blockedView, grantView } from '../../src/discord/verify/views/done.ts';
import type { News } from '../../src/discord/verify/views/main-step.ts';
import { panelView } from '../../src/discord/verify/views/panel.ts';
import { problemOf } from '../../src/discord/verify/views/panel-words.ts';
import { startView, tryAgainView } from '../../src/discord/verify/views/steps.ts';
import { youngView } from '../../src/discord/verify/views/young.ts';
import { type PanelState, panelState } from '../../src/otp/panel-state.ts';
import { type Channel, channels, smsProblems } from '../../src/otp/sms.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts, type Text } from '../../src/text/texts.ts';
import { american, british, landline, type Member, member, policy } from '../otp/challenge-member.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
/** Each language, with a staff channel and without. */
const wordings = texts.locales.flatMap((locale) => {
  const text = texts.for(locale);
  return [text, wordsOn(undefined, text)];
});

/** Of two languages: that each file calls buttons what they are called is held by tests/text/locales.test.ts. */
const some = wordings.filter(({ locale }) => ['en-US', 'de'].includes(locale));

function partsOf({ components }: View) {
  const parts = components.flatMap((one) => (one.type === ComponentType.Container ? one.components : []));
  const said = parts.flatMap((part) => (part.type === ComponentType.TextDisplay ? [part.content] : [])).join('\n');
  const buttons = parts
    .flatMap((part) => (part.type === ComponentType.ActionRow ? part.components : []))
    .flatMap((part) => (part.type === ComponentType.Button && 'label' in part ? [part] : []));
  const labels = buttons.map(({ label }) => label ?? '');
  const named = [...said.matchAll(/\*\*([^*]+)\*\*/g)]
    .map(([, name = '']) => name)
    .filter((name) => labels.includes(name));
  const isOff = (name: string) => buttons.some(({ label, disabled }) => label === name && disabled === true);
  const blue = buttons.filter(({ style }) => style === ButtonStyle.Primary);
  return { said, named, isOff, blue: blue.map(({ label }) => label ?? '') };
}

/** What is wrong with the blue button of a view. @param mayWait nothing can be done just now, so nothing need be blue */
function wrongWith(view: View, mayWait = false): string | undefined {
  const { said, named, isOff, blue } = partsOf(view);
  const story = `${said}\nnames: ${named.join(', ')}; blue: ${blue.join(', ')}`;
  if (blue.length > 1 || blue.some(isOff)) return `too much is blue\n${story}`;
  const [first] = named;
  const [main] = blue;
  if (main !== undefined && !named.includes(main)) return `no sentence names the blue button\n${story}`;
  if (!mayWait && first !== undefined && !isOff(first) && main === undefined) return `nothing is blue\n${story}`;
  return undefined;
}

type Deed = (who: Member, channel: Channel) => void;
const send: Deed = (who, channel) => void who.send(true, channel);
const deeds: readonly Deed[] = [
  () => {},
  send,
  (who, channel) => {
    send(who, channel);
    who.deliver();
  },
  ...smsProblems.flatMap((problem): Deed[] => [
    (who, channel) => {
      send(who, channel);
      who.fail(problem);
    },
    (who, channel) => {
      send(who, channel);
      who.refuse(problem);
    },
    (who, channel) => {
      send(who, 'sms');
      who.wait(61_000);
      send(who, channel);
      who.fail(problem);
    },
  ]),
  (who, channel) => {
    send(who, channel);
    for (const code of ['a', 'b', 'c']) who.submit(code);
  },
];

/** Every way in which a member can stand: by what happened to which number over which channel, how long ago, with and without other channels. */
function standings(): PanelState[] {
  const all = [american, british, landline].flatMap((phone) =>
    channels.flatMap((channel) =>
      deeds.flatMap((deed) =>
        [0, 31_000, 62_000, 400_000].flatMap((ago) =>
          (channel === 'sms' ? [policy.ways, {}] : [policy.ways]).flatMap((ways) => {
            const who = member();
            who.enter(phone);
            deed(who, channel);
            who.wait(ago);
            const { challenge, now } = who.state;
            return challenge ? [panelState(challenge, now, { ...policy, ways })] : [];
          }),
        ),
      ),
    ),
  );
  return all.filter(isPossible);
}

/** A landline is refused where nobody can be called, and only a call is not answered. */
function isPossible(one: PanelState): boolean {
  if (one.is === 'locked' || one.is === 'undecided') return true;
  const problem = problemOf(one);
  if (!one.takesTexts && (one.offered.length === 0 || one.channel === 'whatsapp')) return false;
  return one.channel === 'call' || (problem !== 'lineBusy' && problem !== 'noAnswer');
}

const news = ({ t }: Text): News[] => [
  { words: t('outcome.wrongCode', { count: 2 }), next: 'submit' },
  { words: t('outcome.sendsSpent', { when: 'x' }), next: 'ask' },
  { words: t('number.problem.lineToStaff'), next: 'change' },
  { words: t('outcome.roleBlocked'), next: 'wait' },
  { words: t('outcome.guessesSpent', { when: 'x' }), next: 'stop' },
];

describe('the blue button is one that a sentence names', () => {
  const states = standings();

  it('on the panel, wherever its member stands', () => {
    expect(new Set(states.map(({ is }) => is))).toEqual(new Set(['entered', 'sent', 'expired', 'locked']));
    const wrong = some.flatMap((text) => states.flatMap((one) => wrongWith(panelView(one, text)) ?? []));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('and whatever just happened', () => {
    const wrong = some.flatMap((text) =>
      states.flatMap((one) => news(text).flatMap((notice) => panelWrong(one, text, notice))),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('on the question about a number', () => {
    for (const text of wordings) {
      const who = member();
      who.ask(british);
      const asked = who.standing();
      expect(asked && partsOf(panelView(asked, text)).blue).toEqual([text.t('panel.yes')]);
    }
  });

  it.each([
    ['a failed grant', (text: Text) => grantView({ is: 'owed', obstacle: 'rulesNotAccepted' }, ['1'], text)],
    ['a grant underway', (text: Text) => grantView({ is: 'underway' }, ['1'], text)],
    ['nothing entered', (text: Text) => startView(text.t('error.start'), text)],
    ['a verified member who asks', (text: Text) => tryAgainView(text.t('request.verified'), text)],
    ['a number that is blocked', blockedView],
    ['a question of a transfer', (text: Text) => transferView(['m•••'], ['1'], 1, text)],
    ['a number that is taken', (text: Text) => denyView(['m•••'], text)],
    ['a young account', (text: Text) => youngView(2, 1, text)],
    ['a request without words', (text: Text) => helpRequestOutcomeView({ is: 'wordless' }, text)],
    ['a declined request', (text: Text) => pendingView({ is: 'declined', at: 1 }, '1', text)],
    ['a verification that ends', (text: Text) => againView({ is: 'holds', until: 1, soon: true }, false, text)],
  ] as const)('on %s', (_, view) => {
    for (const text of wordings.filter(({ isAlone }) => !isAlone)) {
      const { named, blue } = partsOf(view(text));
      if (named.length > 0) expect(named).toEqual(expect.arrayContaining(blue));
      expect(blue).toHaveLength(1);
    }
  });

  it('on a block of one’s own', () => {
    const block = { phoneKey: 'x', serverId: '1', country: 'US', lastDigits: '23', by: '1', reason: 'Spam', at: 1 };
    for (const text of wordings.filter(({ isAlone }) => !isAlone)) {
      expect(partsOf(ownBlockView(block, true, text)).blue).toEqual([text.t('rules.ask')]);
    }
  });
});

const panelWrong = (one: PanelState, text: Text, notice: News) =>
  wrongWith(panelView(one, text, notice), !['submit', 'change'].includes(notice.next)) ?? [];

describe('a wrong code', () => {
  const who = member();
  who.enter(american);
  who.send(false);
  who.deliver();
  const standing = who.standing();

  it('is amber, and what to do about it stands next to the buttons, instead of how far the code has come', () => {
    for (const locale of texts.locales) {
      const text = texts.for(locale);
      const words = text.t('outcome.wrongCode', { count: 2 });
      const view = standing && panelView(standing, text, { words, next: 'submit' });
      const [container] = view?.components ?? [];
      expect(container).toMatchObject({ accent_color: colours.wait });
      const lines = view ? partsOf(view).said.split('\n') : [];
      expect(lines[0]).toBe(words);
      expect(lines.at(-1)).toBe(text.t('outcome.retry.sms'));
      expect(lines).not.toContain(text.t('panel.delivered'));
    }
  });
});
