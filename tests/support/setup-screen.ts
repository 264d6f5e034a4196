import { z } from 'zod';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Route } from '../../src/discord/interactions/ids.ts';
import { type Page, selects } from '../../src/discord/setup/ids.ts';
import type { Person } from './person.ts';
import { componentsOf } from './views.ts';

const Select = z.looseObject({
  custom_id: z.string(),
  default_values: z.array(z.looseObject({ id: z.string() })).default([]),
  options: z.array(z.looseObject({ value: z.string(), default: z.boolean() })).default([]),
});

/** The screen of `/setup` in the hands of an admin. Every step ends when the screen has been drawn again. */
export function setupScreen({ world }: Sandbox, admin: Person) {
  let steps = 0;

  async function redrawn(step: () => Promise<unknown>): Promise<void> {
    steps += 1;
    const drawn = new Promise<void>((resolve) => {
      const unsubscribe = world.subscribe((change) => {
        if (change.is !== 'messageChanged' || change.message.onlyFor !== admin.id) return;
        unsubscribe();
        resolve();
      });
    });
    await step();
    await drawn;
  }

  const panelId = () => admin.panel()?.id ?? '';

  return {
    /** Waits until the screen has been drawn again by a step. */
    redrawn,
    /** How many times the admin has done something. */
    steps: () => steps,
    open: (options: Record<string, string> = {}) => redrawn(() => admin.slash('setup', options)),
    press: (label: string) => redrawn(() => admin.press(label)),
    goTo: (page: Page) => redrawn(() => admin.actor.select(panelId(), selects.page.id(), [page])),
    choose: (select: Route, ...values: string[]) => redrawn(() => admin.actor.select(panelId(), select.id(), values)),
    /** Opens a form by its button, fills it in and sends it. */
    async fill(label: string, answers: Record<string, string | string[]>) {
      steps += 1;
      const form = await admin.openForm(label);
      await redrawn(() => admin.actor.submit(form, answers));
    },
    says: () => admin.sees(),
    /** What a select shows as chosen. */
    chosen(select: Route): string[] {
      const parts = componentsOf(admin.panel()).flatMap((part) => Select.safeParse(part).data ?? []);
      const found = parts.find(({ custom_id }) => custom_id === select.id());
      if (!found) throw new Error(`no select ${select.name} on the screen`);
      const { default_values, options } = found;
      return [...default_values.map(({ id }) => id), ...options.flatMap((one) => (one.default ? [one.value] : []))];
    },
  };
}
