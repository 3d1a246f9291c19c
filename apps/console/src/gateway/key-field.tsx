/** A public key in a form: typed, pasted, or read from a file, which never leaves the browser when it is a private key. */
import { Form, Input } from 'antd';
import { useText } from '../language/language.tsx';
import { FileButton } from '../parts/file-button.tsx';
import { readPublicKey } from './public-key.ts';
import { gatewayText } from './text.ts';

export function KeyField() {
  const t = useText(gatewayText);
  const form = Form.useFormInstance<{ readonly public_key: string }>();
  const take = async (file: File): Promise<void> => {
    const read = readPublicKey(await file.text());
    if ('key' in read) form.setFieldValue('public_key', read.key);
    form.setFields([{ name: 'public_key', errors: 'key' in read ? [] : [t.faults[read.fault]] }]);
  };
  return (
    <>
      <Form.Item
        name="public_key"
        label={t.publicKey}
        extra={t.publicKeyHint}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: t.needed },
          {
            validator: (_rule, value: string = '') => {
              const read = readPublicKey(value);
              return value === '' || 'key' in read
                ? Promise.resolve()
                : Promise.reject(new Error(t.faults[read.fault]));
            },
          },
        ]}
      >
        <Input.TextArea rows={4} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <FileButton
        label={t.upload}
        size="small"
        className="spaced"
        onFiles={([file]) => void (file !== undefined && take(file))}
      />
    </>
  );
}
