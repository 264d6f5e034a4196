// Evaluated in the page: the texts whose contrast with what is behind them is below 4.5:1 (WCAG 2.2, AA).
(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

  /** Any CSS colour, or two of them one over the other, as [r, g, b, a] with a in 0…255. */
  function paint(...colors) {
    canvas.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data];
  }

  function luminance([r, g, b]) {
    const [x, y, z] = [r, g, b].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  }

  function grounds(element) {
    const colors = [];
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      colors.unshift(backgroundColor);
      if (paint(backgroundColor)[3] === 255) break;
    }
    return colors;
  }

  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const isShown = (element) =>
    element.checkVisibility() && !element.closest('.unseen, .spoiler, .avatar, .brand h1, .brand p');

  return [...document.querySelectorAll('body *')]
    .filter((element) => hasText(element) && isShown(element))
    .map((element) => {
      const behind = grounds(element);
      const [light, dark] = [
        luminance(paint(...behind, getComputedStyle(element).color)),
        luminance(paint(...behind)),
      ].sort((one, other) => other - one);
      return { text: element.textContent.trim().slice(0, 40), ratio: (light + 0.05) / (dark + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5)
    .map(({ text, ratio }) => `${ratio.toFixed(2)} ${text}`);
})();
