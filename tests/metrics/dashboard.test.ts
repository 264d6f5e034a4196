import { describe, expect, it } from 'vitest';
import dashboard from '../../docs/grafana-dashboard.json' with { type: 'json' };
import type { StepName } from '../../src/gate/journal/steps.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';

const panels = dashboard.panels.flatMap((panel) => ('targets' in panel ? [panel] : []));
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Every step, held complete by its type. */
const steps: Readonly<Record<StepName, true>> = {
  started: true,
  entered: true,
  sent: true,
  resent: true,
  notSent: true,
  sendRefused: true,
  moneySpent: true,
  capReached: true,
  delivered: true,
  undelivered: true,
  wrongCode: true,
  locked: true,
  notChecked: true,
  proven: true,
  conflict: true,
  blockedNumber: true,
  transferred: true,
  verified: true,
  exempted: true,
  letIn: true,
  renewed: true,
  ended: true,
  requested: true,
  approved: true,
  granted: true,
  grantFailed: true,
};

/** What there is to ask for, with the series of a histogram. */
async function metricNames(): Promise<string[]> {
  const metrics = createMetrics({
    queueLengths: async () => ({ rolesOwed: 0, requestsOpen: 0 }),
    isConnected: () => true,
    openBreakers: () => [],
  });
  const types = [...(await metrics.text()).matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return types.flatMap(([, name = '', type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
}

describe('the dashboard', () => {
  it('asks only for metrics that there are', async () => {
    const asked = queries.flatMap((query) => query.match(/\b(?:latchkey|nodejs|process)_\w+/g) ?? []);
    expect(queries.every((query) => /(?:latchkey|nodejs|process)_\w+/.test(query))).toBe(true);
    const names = await metricNames();
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('shows every metric that is Latchkey’s own', async () => {
    const own = (await metricNames()).filter((name) => name.startsWith('latchkey_') && !/_(?:sum|count)$/.test(name));
    expect(own.filter((name) => !queries.some((query) => query.includes(name)))).toEqual([]);
  });

  it('names only steps that there are', () => {
    const named = queries.flatMap((query) =>
      [...query.matchAll(/step=~?"([^"]+)"/g)].flatMap(([, list = '']) => list.split('|')),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in steps))).toEqual([]);
  });

  it('gives every panel a title, words and a unit, and a place of its own', () => {
    for (const { title, description, fieldConfig } of panels) {
      expect(title).toMatch(/^[A-Z]/);
      expect(description, title).toMatch(/\.$/);
      expect(fieldConfig?.defaults.unit, title).toMatch(/^(?:none|short|s|bytes|percentunit)$/);
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(new Set(dashboard.panels.map(({ gridPos: { x, y } }) => `${x},${y}`)).size).toBe(dashboard.panels.length);
  });

  it('asks the source that is chosen on it', () => {
    expect(panels.every(({ datasource }) => datasource?.uid === '$' + '{datasource}')).toBe(true);
  });
});
