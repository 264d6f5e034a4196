import type { Person, Question } from '../control/view.ts';
import { h, type VNode } from './dom.ts';
import { languageChoice } from './languages.ts';
import type { Page } from './page.ts';
import { wordFor } from './person-menu.ts';
import { toggle } from './toggle.ts';

/** What the person one plays can do about themselves. */
export function self(page: Page): VNode | false {
  const { people, members, viewerId, server } = page.view;
  const me = people.find((person) => person.id === viewerId);
  if (!me) return false;
  const open = me.takesDirectMessages;
  const flip = () => page.act({ is: 'directMessages', viewerId, open: !open });
  const moves = members.find((member) => member.id === viewerId)?.moves ?? [];
  return h(
    'fieldset',
    { class: 'tool' },
    h('legend', {}, me.name),
    languageChoice(page, {
      key: `language-${me.id}`,
      label: 'Language',
      hint: `Of ${me.name}'s Discord`,
      chosen: me.locale,
      choose: (locale) => page.act({ is: 'language', viewerId, locale }),
    }),
    toggle('Direct messages', `Open to members of ${server.name}`, open, flip),
    !me.pending &&
      toggle('Server boost', `Boosts ${server.name}`, me.boosts, () =>
        page.act({ is: 'boost', viewerId, on: !me.boosts }),
      ),
    page.view.onboarding?.map((question) => answers(question, page)),
    acceptance(page, me),
    moves.map((move) =>
      h(
        'button',
        {
          type: 'button',
          key: move,
          class: 'button secondary whole',
          on: { click: () => page.act({ is: 'membership', viewerId, userId: viewerId, move }) },
        },
        wordFor(move),
      ),
    ),
  );
}

function acceptance(page: Page, { pending }: Person): VNode | false {
  const accept = () => page.act({ is: 'acceptRules', viewerId: page.view.viewerId });
  return (
    pending &&
    h(
      'button',
      { type: 'button', key: 'rules', class: 'button primary whole', on: { click: accept } },
      'Accept the rules',
    )
  );
}

/** A question of Onboarding: each answer is a switch, and says which roles it brings. */
function answers({ title, options }: Question, page: Page): VNode {
  const { viewerId, roles } = page.view;
  return h(
    'div',
    { class: 'question', key: title, role: 'group', 'aria-label': title },
    h('p', { class: 'subtext' }, title),
    options.map(({ id, title: answer, roleIds, chosen }) => {
      const names = roles.filter((role) => roleIds.includes(role.id)).map((role) => `@${role.name}`);
      const hint = names.length > 0 ? `Gives ${names.join(', ')}` : 'Gives no role';
      return toggle(answer, hint, chosen, () => page.act({ is: 'option', viewerId, optionId: id, on: !chosen }));
    }),
  );
}
