import type {
  AnySelectMenuInteraction,
  ButtonInteraction,
  ModalSubmitFields,
  ModalSubmitInteraction,
} from 'discord.js';
import type { RoleRule } from '../../gate/settings/role-rules.ts';
import { readCountries } from '../../otp/country/lists.ts';
import type { Text } from '../../text/texts.ts';
import { openForm, promise } from '../interactions/answers.ts';
import { choicesIn, OutOfDate, textIn } from '../interactions/reading.ts';
import type { Handlers } from '../interactions/router.ts';
import type { Visit } from '../interactions/visit.ts';
import { forAdmins } from '../setup/access.ts';
import { saveAndShow } from '../setup/changing.ts';
import { quotedList } from '../setup/forms.ts';
import type { SetupParts } from '../setup/parts.ts';
import { chosenRoles, saving } from '../setup/saving.ts';
import { showScreen } from '../setup/screen.ts';
import { kindsFor, ruleForm, ruleMark } from './form.ts';
import { roleRoutes, ruleFields } from './ids.ts';

/** What is pressed, chosen and filled in on the page of roles. */
export function rolesHandlers(parts: SetupParts): Pick<Handlers, 'buttons' | 'selects' | 'modals'> {
  const open = forAdmins<ButtonInteraction>((visit) => openRule(parts, visit));
  return {
    buttons: {
      [roleRoutes.add.name]: open,
      [roleRoutes.edit.name]: open,
      [roleRoutes.bypass.name]: forAdmins<ButtonInteraction>(async (visit) => {
        await promise(visit.interaction);
        await saveAndShow(parts, visit, 'roles', { bypassesChecks: visit.arg === 'on' });
      }),
    },
    selects: {
      [roleRoutes.more.name]: saving(parts, 'roles', chosenRoles, (moreRoleIds) => ({ moreRoleIds })),
      [roleRoutes.remove.name]: forAdmins<AnySelectMenuInteraction>((visit) => removeRule(parts, visit)),
    },
    modals: { [roleRoutes.rule.name]: forAdmins<ModalSubmitInteraction>((visit) => saveRule(parts, visit)) },
  };
}

async function openRule({ editor, looksUpLines }: SetupParts, visit: Visit<ButtonInteraction>): Promise<void> {
  const { who, text, arg = 'new' } = visit;
  const { roleRules } = await editor.load(who.serverId);
  const rule = arg === 'new' ? undefined : roleRules[Number(arg)];
  if (arg !== 'new' && !rule) throw new OutOfDate();
  await openForm(visit, ruleForm(arg, rule, looksUpLines, text));
}

async function removeRule(parts: SetupParts, visit: Visit<AnySelectMenuInteraction>): Promise<void> {
  const { interaction, who } = visit;
  await promise(interaction);
  const { roleRules } = await parts.editor.load(who.serverId);
  const [place] = interaction.values;
  if (!roleRules[Number(place)]) return showScreen(parts, visit, 'roles');
  const left = roleRules.filter((_, index) => index !== Number(place));
  await saveAndShow(parts, visit, 'roles', { roleRules: left });
}

async function saveRule(parts: SetupParts, visit: Visit<ModalSubmitInteraction>): Promise<void> {
  const { interaction, who, text, arg = '', drafts } = visit;
  await promise(interaction);
  const [place = 'new', mark] = arg.split('~');
  const { roleRules } = await parts.editor.load(who.serverId);
  const before = place === 'new' ? undefined : roleRules[Number(place)];
  const keep = () => drafts.keep(who, interaction);
  const refuse = (line: string) => {
    keep();
    return showScreen(parts, visit, 'roles', [`⚠️ ${line}`]);
  };
  if (place !== 'new' && ruleMark(before) !== mark) return refuse(text.t('setup.changedMeanwhile'));
  const read = readRule(interaction.fields, parts.looksUpLines, text);
  if (typeof read === 'string') return refuse(read);
  const rules = before ? roleRules.map((one) => (one === before ? read : one)) : [...roleRules, read];
  await saveAndShow(parts, visit, 'roles', { roleRules: rules }, [], (names) => {
    if (names.includes('roleRules')) keep();
  });
}

/** The rule that was filled in, or what is wrong with it. */
function readRule(answers: ModalSubmitFields, isLookedUp: boolean, { t, locale }: Text): RoleRule | string {
  const { countries, unknown } = readCountries(textIn(answers, ruleFields.countries), locale);
  const roleIds = [...(answers.getSelectedRoles(ruleFields.roles)?.keys() ?? [])];
  const chosen = choicesIn(answers, ruleFields.kinds);
  const kinds = kindsFor(isLookedUp).filter((kind) => chosen.includes(kind));
  if (unknown.length > 0) return t('setup.countries.unknown', { list: quotedList(unknown, { locale }) });
  if (countries.length === 0 && kinds.length === 0) return t('roles.forNobody');
  if (roleIds.length === 0) return t('setup.choiceGone');
  return { countries, kinds, roleIds };
}
