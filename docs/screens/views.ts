import type { Component, Message, Modal } from '../../sandbox/control/view.ts';
import { isPieces, type Node, type Screen } from './corpus.ts';
import { retold, type Speech } from './pieces.ts';

/** What the bot sent, as it sends it to those who read another language. */
export function inLanguage(node: Node, speech: Speech): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (isPieces(node)) return retold(node.$pieces, speech);
  if (Array.isArray(node)) return node.map((part: Node) => inLanguage(part, speech));
  return Object.fromEntries(Object.entries(node).map(([name, part]) => [name, inLanguage(part, speech)]));
}

const BOT = { id: '900', name: 'Latchkey', bot: true };
const AT = Date.UTC(2026, 4, 4, 18, 30, 12);

/**
 * A screen as the sandbox's page shows one: a message or a form.
 * @param told what stood below selects on earlier screens, and need not stand there again
 */
export function shown({ kind, body }: Screen, id: string, speech: Speech, told = new Set<string>()): Message | Modal {
  const said = inLanguage(body, speech);
  if (kind === 'file') return message(id, [text(`\`\`\`\n${String(said).slice(0, 6000)}\n\`\`\``)]);
  if (kind === 'commands') return message(id, listOf(said).map(commandLines).map(text));
  const { title, content, components } = partsOf(said);
  const parts = listOf(components)
    .filter(isComponent)
    .flatMap((part) => withIds(part, told));
  if (kind === 'modal') return { interactionId: id, customId: id, title: String(title), components: parts };
  return message(id, parts, typeof content === 'string' ? content : '');
}

/** Sentences that reach people in another way than as a message, in the place of one. */
export const lines = (id: string, words: readonly string[]): Message => message(id, words.map(text));

const partsOf = (value: unknown): { title?: unknown; content?: unknown; components?: unknown } =>
  typeof value === 'object' && value !== null ? value : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isComponent = (value: unknown): value is Component =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'number';

const text = (content: string): Component => ({ type: 10, content });

function message(id: string, components: readonly Component[], content = ''): Message {
  return {
    ...{ id, author: BOT, ephemeral: false, loading: false, content, embeds: [], components, files: [] },
    ...{ createdAt: AT, editedAt: null, interaction: null },
  };
}

let ids = 0;

/** Custom ids are not recorded: the page wants one for each control. What a closed select or a picture says stands below it. */
function withIds(part: Component, told: Set<string>): readonly Component[] {
  const below = (parts: readonly Component[] | undefined) => parts?.flatMap((one) => withIds(one, told)) ?? [];
  const [control] = part.component ? withIds(part.component, told) : [];
  const [accessory] = part.accessory ? withIds(part.accessory, told) : [];
  ids += 1;
  const whole: Component = {
    ...part,
    custom_id: `c${ids}`,
    ...(part.components && { components: part.type === ROW ? part.components.map(withId) : below(part.components) }),
    ...(control && { component: control }),
    ...(accessory && { accessory }),
  };
  const hidden = [
    ...(part.type === ROW ? (part.components ?? []) : []),
    part,
    ...(part.component ? [part.component] : []),
  ];
  const words = hidden.flatMap(unseenIn);
  const isTold = told.has(words.join());
  told.add(words.join());
  return words.length > 0 && !isTold ? [whole, text(words.map((line) => `-# ${line}`).join('\n'))] : [whole];
}

const ROW = 1;
const SELECT = 3;

function withId(part: Component): Component {
  ids += 1;
  return { ...part, custom_id: `c${ids}` };
}

/** What nobody sees before they open a select, or who does not see a picture. */
function unseenIn({ type, options = [], items = [] }: Component): readonly string[] {
  const ofSelect = type === SELECT ? options : [];
  const chosen = ofSelect.map(({ label, description }) => `▾ **${label}**${description ? ` — ${description}` : ''}`);
  return [...chosen, ...items.flatMap(({ description }) => (description ? [`🖼 ${description}`] : []))];
}

interface Described {
  readonly name?: unknown;
  readonly description?: unknown;
  readonly options?: unknown;
  readonly choices?: unknown;
}

/** Before a command, its options and what is below those. */
const bullets = ['### ', '- ', '  - '];

/** A command with its options, a line each: Discord shows them one by one, as somebody types. */
function commandLines(command: unknown): string {
  const walk = (one: Described, path: string, depth: number): string[] => {
    const name = `${path}${String(one.name)}`;
    const about = typeof one.description === 'string' ? ` — ${one.description}` : '';
    const below = [...listOf(one.options), ...listOf(one.choices)].flatMap((part) =>
      walk(described(part), '', depth + 1),
    );
    return [`${bullets[Math.min(depth, bullets.length - 1)]}**${name}**${about}`, ...below];
  };
  return walk(described(command), '/', 0).join('\n');
}

const described = (value: unknown): Described => (typeof value === 'object' && value !== null ? value : {});
