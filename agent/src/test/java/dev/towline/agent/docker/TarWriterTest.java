package dev.towline.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarWriterTest {
    @TempDir private Path folder;

    @Test
    void anotherTarReadsWhatIsWritten() throws IOException {
        var deep = "a".repeat(60) + "/" + "b".repeat(70);
        var tar = new TarWriter();
        tar.add(new TarWriter.Entry("etc/app.conf", "größe=1\n", 0640, 1000, 1001));
        tar.add(new TarWriter.Entry(deep, "x".repeat(512), 0444, 0, 0));

        Files.write(folder.resolve("files.tar"), tar.bytes());

        var archive = folder.resolve("files.tar").toString();
        assertThat(DockerCli.run(List.of("tar", "--numeric-owner", "-tvf", archive)).lines())
                .satisfiesExactly(
                        it ->
                                assertThat(it)
                                        .startsWith("-rw-r----- 1000/1001")
                                        .contains(" 10 ")
                                        .endsWith(" etc/app.conf"),
                        it ->
                                assertThat(it)
                                        .startsWith("-r--r--r-- 0/0")
                                        .contains(" 512 ")
                                        .endsWith(" " + deep));
        DockerCli.run(List.of("tar", "-C", folder.toString(), "-xf", archive, "etc/app.conf"));
        assertThat(folder.resolve("etc/app.conf")).hasContent("größe=1\n");
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        var tar = new TarWriter();

        assertThatThrownBy(() -> tar.add(new TarWriter.Entry("a".repeat(101), "", 0444, 0, 0)))
                .hasMessage("the file name is too long for an archive");
    }
}
