# expect: exited
# exit: 0
# stdout: [b'0', b'1', b'2'] 1.0
import asyncio
import time


async def main():
    async def serve(reader, writer):
        text = await reader.readline()
        await asyncio.sleep(1)
        writer.write(text.strip())
        writer.close()

    async def ask(number):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"%d\n" % number)
        answer = await reader.read()
        writer.close()
        return answer

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    begin = time.monotonic()
    print(await asyncio.gather(*map(ask, range(3))), round(time.monotonic() - begin, 1))


asyncio.run(main())
