import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import { useLanguage } from '../language/language.tsx';
import { Empty } from '../parts/states.tsx';

/** For an address that is no page. */
export function NotFound() {
  const { text } = useLanguage();
  return (
    <Empty title={text.state.notFound} hint={text.state.notFoundHint}>
      <Link to="/">
        <Button type="primary" tabIndex={-1}>
          {text.state.home}
        </Button>
      </Link>
    </Empty>
  );
}
