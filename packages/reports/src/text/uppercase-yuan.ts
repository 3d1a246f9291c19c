/** Money in the capital numerals of Chinese documents. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '兆'];

/** Fen as 大写金额: 1234567 is 壹万贰仟叁佰肆拾伍元陆角柒分. */
export function uppercaseYuan(fen: number): string {
  const size = Math.abs(fen);
  const [jiao, rest] = [Math.floor((size % 100) / 10), size % 10];
  const whole = wholeText(Math.floor(size / 100));
  const sign = fen < 0 ? '负' : '';
  if (size === 0) return '零元整';
  const yuan = whole === '' ? '' : `${whole}元`;
  if (jiao === 0 && rest === 0) return `${sign}${yuan}整`;
  const tens = jiao > 0 ? `${digit(jiao)}角` : whole === '' ? '' : '零';
  return `${sign}${yuan}${tens}${rest > 0 ? `${digit(rest)}分` : '整'}`;
}

function wholeText(yuan: number): string {
  let text = '';
  for (let rest = yuan, group = 0; rest > 0; rest = Math.floor(rest / 10_000), group += 1) {
    const four = rest % 10_000;
    const above = Math.floor(rest / 10_000) > 0;
    if (four > 0) text = `${groupText(four, above)}${GROUPS[group] ?? ''}${text}`;
    else if (text !== '' && !text.startsWith('零')) text = `零${text}`;
  }
  return text;
}

/** Four digits; a gap between numerals, also to the group above, is one 零. */
function groupText(four: number, above: boolean): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const value = Math.floor(four / 10 ** place) % 10;
    if (value === 0) gap = text !== '' || above;
    else {
      text += `${gap ? '零' : ''}${digit(value)}${PLACES[place] ?? ''}`;
      gap = false;
    }
  }
  return text;
}

const digit = (value: number): string => DIGITS.charAt(value);
