import type { Question } from '../control/view.ts';
import { icon } from './bits.ts';
import { h, type VNode } from './dom.ts';
import type { Page } from './page.ts';

/** What Onboarding asks somebody who has just joined, in front of everything else: they may do nothing before they are through with it. */
export function joining(page: Page): VNode | false {
  const { people, viewerId, onboarding, server } = page.view;
  const me = people.find((person) => person.id === viewerId);
  if (!me?.pending || !onboarding) return false;
  const finish = () => page.act({ is: 'acceptRules', viewerId });
  return h(
    'aside',
    { class: 'guide joining', key: 'joining', 'aria-label': 'Onboarding' },
    icon('people'),
    h(
      'div',
      {},
      h('p', {}, h('strong', {}, `Welcome to ${server.name}`)),
      onboarding.map((question) => answers(question, page)),
      h('p', { class: 'subtext' }, "By finishing you accept the server's rules. You can change your answers later."),
      h('button', { type: 'button', class: 'button primary', on: { click: finish } }, 'Finish'),
    ),
  );
}

function answers({ title, options }: Question, page: Page): VNode {
  const { viewerId } = page.view;
  return h(
    'div',
    { key: title, role: 'group', 'aria-label': title },
    h('p', {}, title),
    h(
      'div',
      { class: 'answers-given' },
      options.map(({ id, title: answer, chosen }) =>
        h(
          'button',
          {
            type: 'button',
            key: id,
            class: 'button secondary',
            'aria-pressed': chosen ? 'true' : 'false',
            on: { click: () => page.act({ is: 'option', viewerId, optionId: id, on: !chosen }) },
          },
          chosen && icon('check'),
          answer,
        ),
      ),
    ),
  );
}
