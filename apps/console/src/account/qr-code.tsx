import { encode } from 'uqr';

interface Props {
  readonly text: string;
  readonly label: string;
}

/** A text as a QR code, drawn here: it leaves the page by the camera alone. */
export function QrCode({ text, label }: Props) {
  const { data, size } = encode(text, { border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
