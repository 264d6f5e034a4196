import type { Route } from './ids.ts';
import type { Handlers } from './router.ts';
import type { Asked, Visit } from './visit.ts';

type Routed = Pick<Handlers, 'buttons' | 'selects' | 'modals'>;
type Table<I extends Asked> = Readonly<Record<string, (visit: Visit<I>) => Promise<void>>>;

/**
 * The handlers of a feature, loaded when one of them is needed: the start does not wait for what few ask for, and a process that
 * nobody asks does not hold it.
 * @param routes all that lead to the feature
 * @param otherwise answers a component or modal of a kind that its route is not for
 */
export function lazily(
  routes: readonly Route[],
  load: () => Promise<Partial<Routed>>,
  otherwise: (visit: Visit) => Promise<void>,
): Routed {
  function table<I extends Asked>(tableIn: (feature: Partial<Routed>) => Table<I> | undefined): Table<I> {
    const handlerOf = (name: string) => async (visit: Visit<I>) => {
      const handle = tableIn(await load())?.[name] ?? otherwise;
      return handle(visit);
    };
    return Object.fromEntries(routes.map(({ name }) => [name, handlerOf(name)]));
  }
  return {
    buttons: table((feature) => feature.buttons),
    selects: table((feature) => feature.selects),
    modals: table((feature) => feature.modals),
  };
}
