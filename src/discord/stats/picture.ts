import { steps, ways } from '../../gate/stats/count.ts';
import type { Stats } from '../../gate/stats/stats.ts';
import { isRightToLeft } from '../../text/direction.ts';
import type { Text } from '../../text/texts.ts';
import { createFormats } from './formats.ts';
import { type PictureContent, wordsOf } from './picture/content.ts';
import type { Painter } from './picture/paint.ts';

/** Draws the figures as a PNG; undefined where this machine can't draw, which `onError` is told. */
export type DrawStats = (stats: Stats, text: Text) => Promise<Buffer | undefined>;

/** What draws is loaded with the first picture, once. */
export function createPictures(
  onError: (error: unknown) => void,
  load: () => Promise<Painter> = async () => (await import('./picture/paint.ts')).loadPainter(),
): DrawStats {
  let painter: Promise<Painter> | undefined;
  return async (stats, text) => {
    try {
      painter ??= load();
      const [{ writing }, { sceneOf }] = await Promise.all([painter, import('./picture/scene.ts')]);
      const content = contentOf(stats, text);
      const { measure, paint } = writing(text.locale, wordsOf(content));
      return await paint(sceneOf(content, measure));
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
}

/** What the picture says, in the reader's language. */
export function contentOf(stats: Stats, text: Text): PictureContent {
  const { t } = text;
  const { number, share, shortDay, heading, days } = createFormats(text);
  const { started } = stats.members;
  const bar = (step: 'started' | 'verified') => ({
    step,
    label: t(`stats.step.${step}`),
    counts: stats.days.map((day) => day[step]),
  });
  return {
    isRightToLeft: isRightToLeft(text.locale),
    title: heading(stats),
    subtitle: days(stats),
    steps: steps.map((step) => {
      const count = stats.members[step];
      const part = step !== 'started' && started > 0 ? { share: share(count / started) } : {};
      return { step, label: t(`stats.step.${step}`), count, shown: number(count), ...part };
    }),
    ways: ways
      .map((way) => ({ label: t(`stats.way.${way}`), count: stats.ways[way], shown: number(stats.ways[way]) }))
      .filter(({ count }) => count > 0),
    ...(stats.days.length > 1 && {
      perDay: {
        title: t('stats.picture.perDay'),
        days: stats.days.map(({ day }) => shortDay(day)),
        bars: [bar('started'), bar('verified')],
        number,
      },
    }),
  };
}
