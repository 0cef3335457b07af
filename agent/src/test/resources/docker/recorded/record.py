#!/usr/bin/env python3
"""Writes down what Docker Compose sends to engines, for RecordedRequestsTest.

    record.py COMPOSE ENGINE_SOCKET...

COMPOSE is the reference's binary (docker-compose 2.40.3). Each engine should have another API version; what the
newer ones are sent is kept where it differs. Run as root: bind sources are made in /srv/recorded. Afterwards each
case of cases/ has a file NAME.json: the normalised project, and by API version the requests.

What says nothing (null, 0, false, empty texts) is left out, and so are labels, which other tests look at.
"""
import contextlib, glob, io, json, os, re, shutil, socket, subprocess, sys, tarfile, tempfile, threading

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = "/srv/recorded"
KEPT = {"EnableIPv4", "Init", "OomKillDisable", "StopTimeout"}
MAPS = {"Tmpfs", "Options", "DriverOpts"}
DROPPED = {"Labels", "ConsoleSize", "RestartPolicy", "Image"}
UNORDERED = {"Binds", "Env", "ExtraHosts", "Links", "Mounts", "Ulimits"}
STARTED = {"files", "hooks", "modes"}


class Recorder:
    """Stands between Compose and an engine."""

    def __init__(self, engine):
        self.engine, self.requests, self.lock = engine, [], threading.Lock()
        self.path = os.path.join(tempfile.mkdtemp(), "engine.sock")
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(64)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        stream = client.makefile("rb")
        first, headers = stream.readline(), {}
        for line in iter(stream.readline, b"\r\n"):
            if not line:
                return client.close()
            name, value = line.decode().split(":", 1)
            headers[name.strip().lower()] = value.strip()
        body = read_body(stream, headers)
        method, path, _ = first.decode().split(" ", 2)
        self.note(method, path, body)
        for name in ("connection", "content-length", "transfer-encoding"):
            headers.pop(name, None)
        lines = "".join(f"{k}: {v}\r\n" for k, v in headers.items())
        upstream = socket.socket(socket.AF_UNIX)
        upstream.connect(self.engine)
        upstream.sendall(first + f"{lines}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        with client, upstream, contextlib.suppress(BrokenPipeError):
            for part in iter(lambda: upstream.recv(65536), b""):
                client.sendall(part)

    def note(self, method, path, body):
        path = re.sub(r"^/v[0-9.]+", "", path)
        if method not in ("POST", "PUT") or not re.search(r"/create|/connect|/archive|/exec", path):
            return
        request = {"path": re.sub(r"^/exec/[0-9a-f]+/", "/exec/ID/", path)}
        if "/archive" in path:
            archive = tarfile.open(fileobj=io.BytesIO(body))
            request["files"] = [
                {"name": it.name, "mode": it.mode, "uid": it.uid, "gid": it.gid,
                 "content": archive.extractfile(it).read().decode()} for it in archive]
        else:
            request["body"] = json.loads(body)
        with self.lock:
            self.requests.append(request)


def read_body(stream, headers):
    if headers.get("transfer-encoding") != "chunked":
        return stream.read(int(headers.get("content-length", 0)))
    body = b""
    while size := int(stream.readline().strip(), 16):
        body += stream.read(size)
        stream.readline()
    stream.readline()
    return body


def said(node, key=""):
    """Without what says nothing."""
    if isinstance(node, dict):
        if key in MAPS:
            return node
        return {k: said(v, k) for k, v in sorted(node.items())
                if k not in DROPPED and v is not None and (k in KEPT or v not in (False, 0, ""))}
    if isinstance(node, list):
        items = [said(it) for it in node]
        return sorted(items, key=json.dumps) if key in UNORDERED else items
    return node


def unescaped(node):
    """`config` doubles every dollar."""
    if isinstance(node, dict):
        return {k: unescaped(v) for k, v in node.items()}
    if isinstance(node, list):
        return [unescaped(it) for it in node]
    return node.replace("$$", "$") if isinstance(node, str) else node


def run(command, socket_path, **more):
    env = dict(os.environ, DOCKER_HOST="unix://" + socket_path, RECORDED_SECRET="hush", RECORDED_CONFIG="plain")
    return subprocess.run(command, env=env, capture_output=True, text=True, **more)


def make_image(engine):
    root = tempfile.mkdtemp()
    os.makedirs(root + "/bin")
    shutil.copy("/bin/busybox", root + "/bin")
    for name in ("sh", "sleep", "echo"):
        os.symlink("busybox", f"{root}/bin/{name}")
    tar = subprocess.run(["tar", "-C", root, "-c", "."], capture_output=True, check=True).stdout
    env = dict(os.environ, DOCKER_HOST="unix://" + engine)
    subprocess.run(["docker", "import", "--change", "CMD sleep 1000", "-", "recorded/app:1"], input=tar, env=env, check=True)


def make_folder():
    for name in ("short", "ro", "z", "prop", "long"):
        os.makedirs(f"{FOLDER}/{name}", exist_ok=True)
    for name, text in {"s.txt": "secret", "c.txt": "config",
                       "profile.json": '{\n "defaultAction": "SCMP_ACT_ALLOW",\n "text": "a b"\n}\n'}.items():
        with open(f"{FOLDER}/{name}", "w") as file:
            file.write(text)


def record(compose, case, recorder):
    name = os.path.basename(case)[:-5]
    command = [compose, "-p", "recorded", "--project-directory", FOLDER, "-f", case]
    config = run(command + ["config", "--format", "json"], recorder.path, check=True)
    recorder.requests.clear()
    done = run(command + (["up", "-d", "-t", "1"] if name in STARTED else ["create"]), recorder.path)
    text = json.dumps(said(recorder.requests))
    for line in run(["docker", "ps", "-a", "--no-trunc", "--format", "{{.ID}} {{.Names}}"], recorder.engine).stdout.splitlines():
        text = text.replace(line.split()[0], "ID of " + line.split()[1])
    run(command + ["down", "-v", "-t", "1"], recorder.engine, check=True)
    answer = {"requests": sorted(json.loads(text), key=lambda it: it["path"])}
    if done.returncode:
        answer["error"] = done.stderr.strip().splitlines()[-1]
    return unescaped(json.loads(config.stdout)), answer


def written(project, answers):
    lines = [f' "project": {json.dumps(project, sort_keys=True)}']
    for api, answer in answers.items():
        requests = ",\n".join("   " + json.dumps(it) for it in answer["requests"])
        error = f'"error": {json.dumps(answer["error"])}, ' if "error" in answer else ""
        lines.append(f' "{api}": {{{error}"requests": [\n{requests}]}}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main():
    compose, recorders = sys.argv[1], [Recorder(it) for it in sys.argv[2:]]
    make_folder()
    versions = [json.loads(run(["curl", "-s", "--unix-socket", it.engine, "http://engine/version"], it.engine).stdout)["ApiVersion"]
                for it in recorders]
    for it in recorders:
        make_image(it.engine)
    for case in sorted(glob.glob(HERE + "/cases/*.yaml")):
        answers, last = {}, None
        for api, recorder in zip(versions, recorders):
            project, answer = record(compose, case, recorder)
            if answer != last:
                answers[api] = last = answer
        with open(f"{HERE}/{os.path.basename(case)[:-5]}.json", "w") as file:
            file.write(written(project, answers))
        print(os.path.basename(case), {api: it.get("error") for api, it in answers.items()})
    shutil.rmtree(FOLDER)


main()
