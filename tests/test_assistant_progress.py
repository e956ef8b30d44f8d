"""What a reader has done of a path and of a quiz, kept from one visit to the next."""

from pathlib import Path

from assistant.onboarding.progress import is_reader, keep_progress, new_reader, progress_of


def test_what_is_kept_is_found_again_by_the_same_reader_only(tmp_path: Path) -> None:
    reader, other = new_reader(), new_reader()
    done = progress_of(reader, tmp_path).with_step("d@1/a").with_step("d@1/b").with_answer("q1", True)
    assert keep_progress(done.with_step("d@1/a", read=False), reader, tmp_path)
    kept = progress_of(reader, tmp_path)
    assert kept.read == {"d@1/b"} and kept.answered == {"q1": True}
    assert progress_of(other, tmp_path).read == frozenset()


def test_the_folder_does_not_tell_the_readers_names(tmp_path: Path) -> None:
    reader = new_reader()
    keep_progress(progress_of(reader, tmp_path).with_step("s"), reader, tmp_path)
    assert all(reader not in path.name and reader not in path.read_text() for path in tmp_path.iterdir())


def test_a_damaged_file_is_as_if_nothing_was_done(tmp_path: Path) -> None:
    reader = new_reader()
    keep_progress(progress_of(reader, tmp_path).with_step("s"), reader, tmp_path)
    [path] = tmp_path.iterdir()
    path.write_bytes(b"{\xff not json")
    assert progress_of(reader, tmp_path).read == frozenset()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not keep_progress(progress_of("x", tmp_path), "x", tmp_path / "file")


def test_a_cookie_of_another_making_is_no_reader() -> None:
    assert is_reader(new_reader())
    assert not any(map(is_reader, [None, "", "court", "../../etc/passwd/aaaaaaaaaaaaaa", "a" * 200]))
