/** How a terminal shows the styles of a report. */
const styles: Readonly<Record<string, string>> = {
  '1': 'font-weight="bold"',
  '2': 'fill="#8b949e"',
  '31': 'fill="#ff7b72"',
  '32': 'fill="#7ee787"',
};

const lineHeight = 19;
const characterWidth = 7.85;
const margin = 18;

/**
 * Draws lines of a terminal as SVG: text, so that it can be searched and read aloud.
 *
 * @param lines each with the escape sequences of one style at a time: bold (1), faint (2), red (31), green (32), reset (0)
 * @param title what the picture shows, for whoever can't see it
 */
export function terminalSvg(lines: readonly string[], title: string): string {
  const longest = Math.max(...lines.map((line) => plain(line).length));
  const width = Math.ceil(longest * characterWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  const texts = lines.map((line, index) => {
    const y = margin + lineHeight * (index + 0.75);
    return `  <text x="${margin}" y="${y}" xml:space="preserve">${spans(line)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `  <title>${escaped(title)}</title>`,
    '  <style>text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3 }</style>',
    `  <rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const sequence = /\u001b\[(\d+)m/;

function plain(line: string): string {
  return line
    .split(sequence)
    .filter((_, index) => index % 2 === 0)
    .join('');
}

/** Between two sequences stands text of the style that the first one named. */
function spans(line: string): string {
  let style = '0';
  return line
    .split(sequence)
    .map((part, index) => {
      if (index % 2 === 1) {
        style = part;
        return '';
      }
      const attributes = styles[style];
      return attributes === undefined || part === '' ? escaped(part) : `<tspan ${attributes}>${escaped(part)}</tspan>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
